import { describe, expect, it } from '@jest/globals';
import type { Fact, Handling, Option } from '@baton/contracts';
import { away, handlings, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { at, by, hour, leg, offered, opened, routeOf } = tale;

const optionsOf = (play: tale.Play): readonly Option[] =>
  play.decisions.flatMap((one) => (one.type === 'options-proposed' ? [one.options] : []))[0] ?? [];
/** Unaccepted since eleven. */
const proposed = (all: readonly Handling[], ...facts: readonly Fact[]): readonly Option[] => {
  const play = onOffer('09-24 17:30', { handlings: all }).all(...facts);
  play.until('09-21 11:00');
  return optionsOf(play);
};
const [deputy, later, quick] = handlings as [Handling, Handling, Handling];
const idsOf = (options: readonly Option[]): string => options.map(({ handling }) => handling).join();

describe('the options of a stall', () => {
  it('have the owner, and whomever the route calls instead, last', () => {
    const up: Handling = { ...deputy, id: 'up', kind: 'escalate', to: 'boss' };
    expect(idsOf(proposed([up, deputy]))).toBe('deputy,up,escalate');
  });

  it('leave the owner out where the owner answers already: then there may be none', () => {
    const play = by(routeOf([leg('sign', 'bob')])).all(
      opened('09-21 09:00', 'dean'),
      offered('09-21 09:00', 'dean sign', { to: 'bob' }),
    );
    play.until('09-21 11:00');
    expect(play.decisions.some(({ type }) => type === 'options-proposed')).toBe(false);
  });

  it('may be somebody who answers for the case already, to do it themselves', () => {
    expect(idsOf(proposed([{ ...deputy, to: 'desk' }]))).toBe('deputy,escalate');
  });

  it('say when they are approved, if not before', () => {
    const options = proposed([deputy, later]);
    expect(options.map(({ approval }) => approval)).toEqual([undefined, 'after', undefined]);
  });

  it('save what their own kind saves', () => {
    const here: Handling = { ...quick, leg: 'sign', with: 'ask' };
    const play = by(routeOf(tale.legs, { handlings: [here] })).all(
      opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }),
      offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    );
    play.until('09-21 11:00');
    expect(optionsOf(play)[0]).toMatchObject({ handling: 'quick', saves: 3 * hour });
  });

  it('save nothing that can be said, where the case would never end without them', () => {
    const never = tale.rule('09-21 09:10', 'people.absence-declared', {
      ...{ absence: 'gone', party: 'bob', from: at('09-21 09:10'), until: 2 ** 53 - 1 },
    });
    const [first] = proposed([deputy], never);
    expect(first).toMatchObject({ handling: 'deputy', projectedFinish: expect.any(Number) });
    expect(first).not.toHaveProperty('saves');
    expect(optionsOf(onOffer('09-22 17:30').all(away('09-21 09:10')))[0]).toHaveProperty('saves');
  });
});
