import { describe, expect, it } from '@jest/globals';
import { stallKinds } from '@baton/contracts';
import { faulty } from '../engine/faulty.fixture.ts';
import { Simulation } from './simulation.ts';

const days = 14;
const seed = 7;

describe('two weeks of fifty cases a day, with all that goes wrong', () => {
  it('break nothing, and are the same for the same seed', () => {
    const outcome = new Simulation(seed).run(days);
    expect(outcome.cases).toBe(50 * days);
    expect(outcome.facts).toBeGreaterThan(5000);
    expect(stallKinds.filter((kind) => !(outcome.stalls[kind]! > 0))).toEqual([]);
    expect(new Simulation(seed, { isThorough: false }).run(days)).toEqual(outcome);
  });

  it('find out an engine that calls while somebody has it', () => {
    const deaf = faulty(() => ({ fact: (fact) => (fact.type === 'baton.stall.acknowledged.v1' ? undefined : fact) }));
    expect(() => new Simulation(seed, { kind: deaf, isThorough: false }).run(days)).toThrow('while somebody has it');
  });
});
