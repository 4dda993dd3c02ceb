import { describe, expect, it } from '@jest/globals';
import type { Fact, Handling, Route, StallRaised } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, at, by, completed, did, hour, leg, offered, ofKind, opened, projection, routeOf } = tale;
const { rule, text } = tale;

/** ann asks; bob signs for two hours and cid looks for four; bea pays for four when both are done. */
const legs = [
  leg('ask', 'ann'),
  leg('sign', 'bob', { after: ['ask'], typical: 2 * hour }),
  leg('look', 'cid', { after: ['ask'], typical: 4 * hour }),
  leg('pay', 'bea', { after: ['sign', 'look'] }),
];
const fork = routeOf(legs);
const unsaid = (id: string): Route =>
  routeOf(
    legs.map((one) => {
      const { typical: _, ...rest } = one;
      return one.id === id ? rest : one;
    }),
  );
const needed = (needBy: string, route = fork, ...before: readonly Fact[]): tale.Play =>
  by(route, ...before).all(opened('09-21 08:00', 'desk', { needBy: at(needBy) }));
/** ann is done at nine on Monday. */
const forked = (needBy = '09-25 17:30', route = fork, ...before: readonly Fact[]): tale.Play =>
  needed(needBy, route, ...before).all(
    ...[offered('09-21 08:00', 'desk ask'), accepted('09-21 08:00', 'ann ask'), completed('09-21 09:00', 'ann ask')],
  );
const taken = (when: string, who: string): readonly Fact[] => [
  offered(when, `ann ${who.split(' ')[1]}`, { to: who.split(' ')[0] }),
  accepted(when, who),
];
const forecast = (play: tale.Play): StallRaised | undefined =>
  play.decisions.find((one) => one.type === 'stall-raised' && one.kind === 'forecast') as StallRaised | undefined;

describe('on a route with branches the end', () => {
  it('is that of the longest way, each leg when those before it are done, what is held for what is left of it', () => {
    const play = forked();
    expect(projection(play, '09-21 09:00')).toBe('09-22 09:30');
    play.all(...taken('09-21 09:00', 'bob sign'), ...taken('09-21 09:00', 'cid look'));
    expect(projection(play, '09-21 10:00')).toBe('09-22 09:30');
    expect(projection(play, '09-21 16:00')).toBe('09-22 10:54');
    play.apply(completed('09-21 11:00', 'cid look'));
    expect(projection(play, '09-21 11:00')).toBe('09-21 17:12');
    expect(projection(play, '09-21 11:30')).toBe('09-22 08:12');
  });

  it('counts what is held early from now, and what is only offered early not', () => {
    const play = forked().all(...taken('09-21 09:00', 'bob sign'), ...taken('09-21 09:00', 'cid look'));
    play.apply(offered('09-21 09:00', 'ann pay', { to: 'bea' }));
    expect(projection(play, '09-21 09:00')).toBe('09-22 09:30');
    play.apply(accepted('09-21 09:10', 'bea pay'));
    expect(projection(play, '09-21 09:10')).toBe('09-21 15:10');
  });

  it('is unknown as soon as one leg that is left has no duration', () => {
    for (const id of ['sign', 'look', 'pay'])
      expect(projection(forked(undefined, unsaid(id)), '09-21 09:00')).toBe('never');
    expect(projection(forked(undefined, unsaid('ask')), '09-21 09:00')).toBe('09-22 09:30');
  });

  it('is not said to whoever waits for a leg that has no duration', () => {
    const expected = (route: Route): readonly (number | undefined)[] =>
      forked(undefined, route)
        .apply(did('09-21 09:10', 'ann handoff.announced', { leg: 'pay' }))
        .flatMap((one) => (one.type === 'heads-up' ? [one.expectedAt] : []));
    expect(expected(fork).map((one) => one && text(one))).toEqual(['09-21 15:10']);
    expect(expected(unsaid('sign'))).toEqual([undefined]);
    expect(expected(unsaid('look'))).toEqual([undefined]);
  });
});

describe('whoever stands in', () => {
  const standIn = [
    rule('09-21 01:00', 'people.delegation-appointed', { delegation: 'd', party: 'cid', to: 'bea' }),
    rule('09-21 02:00', 'people.delegation-accepted', { delegation: 'd', actor: 'bea' }),
  ];
  const away = (who: string, until: string): Fact =>
    absence('09-21 03:00', who, { id: who, from: '09-21 09:00', until });

  it('runs a leg of a branch when they are done with it sooner', () => {
    expect(projection(forked(undefined, fork, away('cid', '09-23 00:00')), '09-21 09:00')).toBe('09-24 08:30');
    expect(projection(forked(undefined, fork, ...standIn, away('cid', '09-23 00:00')), '09-21 09:00')).toBe(
      '09-22 09:30',
    );
    const both = [...standIn, away('cid', '09-22 00:00'), away('bea', '09-23 00:00')];
    expect(projection(forked(undefined, fork, ...both), '09-21 09:00')).toBe('09-23 12:00');
  });

  it('does not run it when they would be done just as soon', () => {
    const eater = forecast(forked('09-21 17:00', fork, ...standIn))?.eater;
    expect(eater).toMatchObject({ costs: 0 });
    const late = [...standIn, away('cid', '09-22 00:00'), away('bea', '09-22 00:00')];
    expect(forecast(forked('09-21 17:00', fork, ...late))?.eater).toMatchObject({ leg: 'look', party: 'cid' });
  });
});

describe('a forecast', () => {
  it('comes at once for a leg that nobody will ever be there for', () => {
    const play = by().all(
      opened('09-21 09:00', 'desk', { needBy: at('09-30 17:30') }),
      offered('09-21 09:00', 'desk ask'),
    );
    expect(ofKind('forecast', play.decisions)).toEqual([]);
    const gone = { absence: 'gone', party: 'cid', from: at('09-21 10:00'), until: 2 ** 53 - 1 };
    play.apply(rule('09-21 10:00', 'people.absence-declared', gone));
    expect(ofKind('forecast', play.decisions)).toEqual(['09-21 10:00 forecast - cid']);
  });

  it('by time alone knows of the absences of all who come after', () => {
    const two = routeOf([leg('ask', 'ann'), leg('sign', 'bob')]);
    const play = needed(
      ...(['09-22 17:30', two] as const),
      absence('09-21 01:00', 'ann', { id: 'a', from: '09-21 08:00', until: '09-21 08:30' }),
      absence('09-21 01:00', 'bob', { id: 'b', from: '09-22 08:00', until: '09-22 14:00' }),
    );
    play.apply(offered('09-21 09:00', 'desk ask'));
    play.until('09-21 12:00');
    expect(forecast(play)).toMatchObject({ lastInside: at('09-21 11:00'), dueAt: at('09-21 11:00') + 1 });
  });
});

describe('what an option saves', () => {
  const rules = { rule: 'S-1', ruleTitle: 'one by one', class: 'standard', mayGrant: [] } as const;
  const option = (handling: Handling, until: string, ...facts: readonly Fact[]): string | undefined => {
    const route = routeOf([leg('ask', 'ann'), leg('sign', 'bob'), leg('pay', 'cid')], { handlings: [handling] });
    const play = by(route).all(opened('09-21 08:00'), ...facts);
    play.until(until);
    const found = play.decisions.flatMap((one) => (one.type === 'options-proposed' ? one.options : []));
    const finish = found.find((one) => one.handling === handling.id)?.projectedFinish;
    return finish === undefined ? undefined : text(finish);
  };

  it('is counted with the leg beside the other, and with the whole of it for who takes over', () => {
    const asked = [offered('09-21 08:00', 'desk ask'), accepted('09-21 08:00', 'ann ask')];
    const beside: Handling = { id: 'beside', leg: 'sign', kind: 'parallel', with: 'ask', ...rules };
    expect(option(beside, '09-21 12:00', ...asked, offered('09-21 09:00', 'ann sign'))).toBe('09-22 11:30');
    const deputy: Handling = { id: 'deputy', leg: 'sign', kind: 'deputy', to: 'bea', ...rules };
    const held = [offered('09-21 08:00', 'desk sign'), accepted('09-21 08:00', 'bob sign')];
    expect(option(deputy, '09-22 08:00', ...held)).toBe('09-23 08:30');
  });
});
