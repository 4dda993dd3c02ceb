import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { real } from './checks.fixture.ts';
import { ordersAlike, uncontested } from './order.fixture.ts';
import { chosenRuns } from './runs.fixture.ts';
import { arrivals } from './stories.fixture.ts';

const waits = fc.array(fc.nat({ max: 160 }), { minLength: 1, maxLength: 9 });

describe('facts that arrive in another order, each within the week', () => {
  it('end in the same holders, clocks and stalls', () => {
    const lengths: number[] = [];
    fc.assert(
      fc.property(arrivals({ late: false }), waits, (story, hours) => {
        lengths.push(uncontested(story).length);
        ordersAlike(real, story, hours);
      }),
      chosenRuns(),
    );
    expect(Math.max(...lengths)).toBeGreaterThan(20);
  });
});
