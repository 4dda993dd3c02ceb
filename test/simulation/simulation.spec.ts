import { describe, expect, it } from '@jest/globals';
import { stallKinds } from '@baton/contracts';
import { Simulation } from './simulation.ts';

const days = 7;

describe('a week of fifty cases a day, with all that goes wrong', () => {
  it('break nothing, and end the same for the same seed', () => {
    const outcome = new Simulation(7).run(days);
    expect(outcome.cases).toBe(50 * days);
    expect(outcome.facts).toBeGreaterThan(2000);
    expect(stallKinds.filter((kind) => !(outcome.stalls[kind]! > 0))).toEqual([]);
    expect(new Simulation(7).run(days)).toEqual(outcome);
  });
});
