import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stallKinds } from '@baton/contracts';
import { real } from './checks.fixture.ts';
import { met, repeatsChangeNothing, replaysAlike, stepsAlike } from './laws.fixture.ts';
import { raceNames } from './races.fixture.ts';
import { chosenRuns, often, sayRuns } from './runs.fixture.ts';
import { arrivals } from './stories.fixture.ts';

const decisionTypes = [
  ...['accountability-moved', 'stall-cleared', 'stall-retracted', 'rung-fired', 'options-proposed', 'deadline-moved'],
  ...['heads-up', 'receipt', 'progress', 'special-handling-ordered', 'special-handling-outcome'],
  ...['fact-flagged', 'fact-refused'],
];
const steps = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 6 });

describe('whatever happens', () => {
  beforeAll(() => sayRuns('whatever happens'));
  afterAll(() => {
    if (process.env['BATON_DEEP'] !== undefined) process.stdout.write(`${JSON.stringify(met)}\n`);
  });

  it('a replay decides the same, and so does any snapshot with the rest of the ledger', () => {
    fc.assert(
      fc.property(arrivals({ late: 'perhaps' }), fc.nat(), (story, cut) => replaysAlike(real, story, cut)),
      chosenRuns(),
    );
    expect(met['receipt'] ?? 0).toBeGreaterThanOrEqual(often(1));
  });

  it('every kind of stall has come up a hundred times', () => {
    const rare = stallKinds.filter((kind) => (met[`raised ${kind}`] ?? 0) < often(100));
    expect(rare.map((kind) => `${kind} ${met[`raised ${kind}`] ?? 0}`)).toEqual([]);
  });

  it('every race of the table was run', () => {
    expect(raceNames.filter((name) => (met[name] ?? 0) < often(1))).toEqual([]);
  });

  it('every type of decision was made', () => {
    expect(decisionTypes.filter((type) => (met[type] ?? 0) < often(1))).toEqual([]);
  });

  it('time passing in many steps, or in bounded ones that a snapshot interrupts, decides what one step decides', () => {
    fc.assert(
      fc.property(arrivals({ late: true }), steps, fc.integer({ min: 1, max: 3 }), (story, hours, limit) =>
        stepsAlike(real, story, { steps: hours, limit }),
      ),
      chosenRuns(),
    );
    expect.hasAssertions();
  });

  it('a fact that comes again, at once or later, changes nothing', () => {
    fc.assert(
      fc.property(arrivals({ late: true }), fc.nat(), (story, seed) => repeatsChangeNothing(real, story, seed)),
      chosenRuns(),
    );
    expect.hasAssertions();
  });
});
