import { describe, expect, it } from '@jest/globals';
import { nearestName } from './nearest-name.ts';

const known = ['acceptBudget', 'finishBudget', 'title', 'titles', 'party', 'to'];

describe('the nearest name', () => {
  it.each([
    ['acceptBuget', 'acceptBudget'],
    ['finish-budget', 'finishBudget'],
    ['tilte', 'title'],
    ['TITLES', 'titles'],
    ['praty', 'party'],
    ['ot', 'to'],
  ])('of %s is %s', (name, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it.each(['escalation', 'x', '', 'p'.repeat(100_000)])('of %.20s is none', (name) => {
    expect(nearestName(name, known)).toBeUndefined();
  });
});
