import { describe, expect, it } from '@jest/globals';
import type { Fact, Rung } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, at, by, did, hour, leg, offered, opened, policy, routeOf, rule, rungs, stalls } = tale;

const on = (after: number, whom: Rung['whom'], more: Partial<Rung> = {}): Rung => ({
  ...{ after: after * hour, whom, channel: 'console' },
  ...more,
});
/** Unaccepted by bob from eleven on Monday, on a route with this ladder. */
const stalled = (ladder: readonly Rung[], ...before: readonly Fact[]): tale.Play =>
  by(routeOf(tale.legs, { ladder }), ...before).all(
    opened('09-21 09:00'),
    offered('09-21 09:00', 'desk sign', { to: 'bob' }),
  );
const fired = (play: tale.Play, until = '09-24 00:00'): string[] => {
  play.until(until);
  return rungs(play.decisions).map((line) => line.replace('unaccepted rung ', ''));
};
const duty = on(0, 'on-duty', { group: 'team' });

describe('a rung', () => {
  it('counts working time of the leg’s party, or elapsed time when it says so', () => {
    expect(fired(stalled([on(2, 'owner'), on(8, 'owner')]))).toEqual(['09-21 15:00 0 dean', '09-22 11:30 1 dean']);
    expect(fired(stalled([on(2, 'owner', { elapsed: true })]))).toEqual(['09-21 13:00 0 dean']);
  });

  const whom: readonly (readonly [Rung['whom'], string])[] = [
    ['receiver', 'bob'],
    ['holder', 'desk'],
    ['giver', 'desk'],
    ['manager', 'boss'],
    ['owner', 'dean'],
  ];
  it.each(whom)('calls the %s', (who, expected) => {
    expect(fired(stalled([on(0, who)]))).toEqual([`09-21 11:00 0 ${expected}`]);
  });

  it('calls the holder and the giver’s manager of what is held', () => {
    const play = by(routeOf(tale.legs, { ladder: [on(0, 'holder'), on(1, 'giver-manager')] })).all(
      ...[opened('09-21 08:00', 'ann'), offered('09-21 08:00', 'ann sign', { to: 'bea' })],
      accepted('09-21 08:00', 'bea sign'),
    );
    play.until('09-22 12:00');
    expect(rungs(play.decisions)).toEqual(['09-21 17:30 overrun rung 0 bea', '09-22 09:00 overrun rung 1 boss']);
  });

  it('calls who of the group is there, and is skipped at once when nobody is', () => {
    expect(fired(stalled([duty, on(4, 'owner')]))).toEqual(['09-21 11:00 0 bob+bea', '09-21 17:00 1 dean']);
    const bobAway = absence('09-21 01:00', 'bob', { from: '09-21 11:00', until: '09-21 12:00' });
    expect(fired(stalled([duty], bobAway))).toEqual(['09-21 11:00 0 bea']);
    const beaAway = absence('09-21 01:00', 'bea', { id: 'b', from: '09-21 10:59', until: '09-21 12:00' });
    expect(fired(stalled([duty, on(4, 'owner')], bobAway, beaAway))).toEqual(['09-21 11:00 1 dean']);
    expect(fired(stalled([on(0, 'on-duty', { group: 'nobody' }), on(4, 'owner')]))).toEqual(['09-21 11:00 1 dean']);
  });

  it('that calls nobody leaves the ladder at its end', () => {
    const play = by(routeOf(tale.legs, { ladder: [on(0, 'manager'), on(1, 'manager')] }));
    play.all(opened('09-21 09:00', 'dean'), offered('09-21 09:00', 'dean sign', { to: 'bea' }));
    expect(fired(play)).toEqual([]);
  });

  it('fires once, whatever is folded anew afterwards', () => {
    const play = stalled([on(0, 'receiver'), on(2, 'owner')]);
    play.until('09-21 11:30');
    play.apply(did('09-21 09:30', 'desk case.amended', { title: 'Another' }), '09-21 11:30');
    expect(fired(play)).toEqual(['09-21 11:00 0 bob', '09-21 15:00 1 dean']);
  });
});

describe('the ladder', () => {
  it('goes on when the holder changes', () => {
    const play = by(routeOf(tale.legs, { ladder: [on(0, 'holder'), on(2, 'holder'), on(4, 'owner')] })).all(
      opened('09-21 08:00', 'desk', { needBy: at('09-21 09:00') }),
      ...[offered('09-21 08:00', 'desk sign', { to: 'bob' }), accepted('09-21 08:30', 'bob sign')],
    );
    play.until('09-21 10:00');
    play.all(offered('09-21 10:00', 'bob sign', { to: 'bea' }), accepted('09-21 10:30', 'bea sign'));
    play.until('09-21 17:00');
    expect(rungs(play.decisions).filter((line) => line.includes('missed'))).toEqual([
      '09-21 09:00 missed rung 0 bob',
      '09-21 11:00 missed rung 1 bea',
      '09-21 15:00 missed rung 2 dean',
    ]);
  });

  const ladders = [
    { kinds: ['missed'], rungs: [on(0, 'owner')] },
    { impacts: ['critical', 'high'], rungs: [on(1, 'owner')] },
    { kinds: ['unaccepted'], impacts: ['low'], rungs: [on(2, 'owner')] },
  ];
  const impacts = [
    ['critical', '09-21 12:00 0 dean'],
    ['high', '09-21 12:00 0 dean'],
    ['low', '09-21 15:00 0 dean'],
    ['normal', '09-21 11:00 0 bob'],
  ] as const;
  it.each(impacts)(
    'of a policy is the first that fits the kind and an impact that is %s; none: the route’s',
    (impact, expected) => {
      const play = by(
        routeOf(tale.legs, { ladder: [on(0, 'receiver')] }),
        policy('09-21 01:00', { ladders } as object),
      );
      play.all(opened('09-21 09:00', 'desk', { impact }), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
      expect(fired(play)).toEqual([expected]);
    },
  );

  it('is of the version in force when the stall was raised', () => {
    const version = (when: string, number: number, after: number): Fact =>
      policy(when, { version: number, ladders: [{ rungs: [on(after, 'owner')] }] });
    const play = stalled([on(0, 'receiver')], version('09-21 01:00', 1, 1));
    play.until('09-21 11:00');
    play.apply(version('09-21 11:10', 2, 4));
    expect(fired(play)).toEqual(['09-21 12:00 0 dean']);
    expect(play.decisions.find((one) => one.type === 'stall-raised')).toMatchObject({
      policy: { id: 'default', version: 1 },
    });
  });

  it('is called for nobody who has taken the baton in the meantime, nor for a case that is over', () => {
    const taken = stalled([on(0, 'receiver'), on(2, 'owner')]);
    taken.until('09-21 14:00');
    taken.apply(accepted('09-21 14:00', 'bob sign'));
    expect(fired(taken, '09-21 17:30')).toEqual(['09-21 11:00 0 bob']);
  });
});

describe('a silence', () => {
  const silence = (when: string, matcher: object, until: string): Fact =>
    rule(when, 'rules.silence-set', { silence: 's', matcher, reason: 'known', until: at(until) });
  const ladder = [on(0, 'receiver'), on(2, 'owner'), on(4, 'owner')];
  const all = (from: number): string[] =>
    ['09-21 11:00 0 bob', '09-21 15:00 1 dean', '09-21 17:00 2 dean'].map((line, index) =>
      index < from ? `${line} silenced by s` : line,
    );

  const rows: readonly (readonly [object, string, number])[] = [
    [{ party: 'bob' }, '09-22 00:00', 3],
    [
      { party: 'bob', kind: 'unaccepted', leg: 'sign', route: 'relay', caseId: 'one', impact: 'normal' },
      '09-22 00:00',
      3,
    ],
    [{ kind: 'unaccepted' }, '09-21 15:00', 1],
    [{ party: 'bob', kind: 'overrun' }, '09-22 00:00', 0],
    [{ party: 'ann' }, '09-22 00:00', 0],
    [{ impact: 'critical' }, '09-22 00:00', 0],
  ];
  it.each(rows)('%j until %s mutes what it fits and raises all the same', (matcher, until, from) => {
    const play = stalled(ladder, silence('09-21 01:00', matcher, until));
    expect(fired(play)).toEqual(all(from));
    expect(stalls(play.decisions)).toEqual(['09-21 11:00 unaccepted sign bob']);
  });

  it('ends when it is ended, and begins when it is set', () => {
    const play = stalled(ladder);
    play.until('09-21 11:00');
    play.all(silence('09-21 11:30', { party: 'bob' }, '09-22 00:00'));
    play.until('09-21 15:00');
    play.apply(rule('09-21 15:30', 'rules.silence-ended', { silence: 's' }));
    expect(fired(play)).toEqual(['09-21 11:00 0 bob', '09-21 15:00 1 dean silenced by s', '09-21 17:00 2 dean']);
  });
});

describe('what falls due together', () => {
  it('fires in due order, ties by case, leg and kind', () => {
    const ladder = [on(1, 'owner', { elapsed: true })];
    const legs = [leg('ask', 'ann', { acceptBudget: hour }), leg('sign', 'bob')];
    const play = by(routeOf(legs, { ladder }));
    const again = (fact: Fact): Fact => ({ ...fact, id: `${fact.id} again`, caseId: 'another' }) as Fact;
    const start = [
      opened('09-21 09:00'),
      offered('09-21 09:00', 'desk ask', { to: 'ann' }),
      offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    ];
    play.all(...start, ...start.map(again));
    play.until('09-21 11:00');
    const said = play.decisions.flatMap((one) =>
      one.type === 'stall-raised' || one.type === 'rung-fired'
        ? [`${tale.text(one.dueAt)} ${one.caseId} ${one.leg} ${one.type}`]
        : [],
    );
    expect(said).toEqual([
      ...['another', 'one'].map((id) => `09-21 10:00 ${id} ask stall-raised`),
      ...['another', 'one'].flatMap((id) => [
        `09-21 11:00 ${id} ask rung-fired`,
        `09-21 11:00 ${id} sign stall-raised`,
      ]),
    ]);
  });
});
