import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { real } from './checks.fixture.ts';
import { followsModel, modelMet } from './model-law.fixture.ts';
import { modelStories } from './model-stories.fixture.ts';
import { chosenRuns, often, sayRuns } from './runs.fixture.ts';

describe('against one who counts minutes', () => {
  it('no stall and no rung is early, late, lost or doubled', () => {
    sayRuns('against one who counts minutes');
    fc.assert(
      fc.property(modelStories, (story) => followsModel(real, story)),
      // Runarounds are rare: so many runs meet enough of them.
      chosenRuns({ few: 750 }),
    );
    const rare = Object.entries(modelMet).filter(([, times]) => times < often(100));
    expect([Object.keys(modelMet).length, rare]).toEqual([8, []]);
  });
});
