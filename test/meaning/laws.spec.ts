import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chosenRuns, often } from '../engine/runs.fixture.ts';
import { arrivals } from '../engine/stories.fixture.ts';
import { foldsAnewAlike, forecastsWhatIsProjected, live, met } from './laws.fixture.ts';

/** Folding every case anew every few hours takes time. */
const few = { forecastsWhatIsProjected: 120, foldsAnewAlike: 40 };
const laws = { forecastsWhatIsProjected, foldsAnewAlike };
const holds = (law: keyof typeof laws, late: boolean): void => {
  fc.assert(
    fc.property(arrivals({ late }), (story) => live(story, laws[law])),
    chosenRuns({ few: few[law] }),
  );
};

describe('in every story', () => {
  it.each([false, true])('a case is forecast to be late as long as it is projected to be; late facts: %s', (late) => {
    holds('forecastsWhatIsProjected', late);
    expect(met.outside).toBeGreaterThanOrEqual(often(100));
    expect(met.inside).toBeGreaterThanOrEqual(often(100));
  });

  it.each([false, true])('a case that is folded anew says nothing; late facts: %s', (late) => {
    holds('foldsAnewAlike', late);
    expect(met.anew).toBeGreaterThanOrEqual(often(100));
  });
});
