import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact, StallRaised } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, at, by, completed, did, hour, leg, offered, ofKind, opened, policy } = tale;
const { routeOf, rule } = tale;

const absent = (play: tale.Play): string[] => ofKind('absent', play.decisions);
const raised = (decisions: readonly Decision[]): StallRaised | undefined =>
  decisions.find((one) => one.type === 'stall-raised' && one.kind === 'absent') as StallRaised | undefined;
/** One leg of four hours, offered to bob on Monday at nine. */
const offeredBy = (needBy: string | undefined, ...more: readonly Fact[]): tale.Play =>
  by(routeOf([leg('sign', 'bob')])).all(
    opened('09-21 09:00', 'desk', needBy === undefined ? {} : { needBy: at(needBy) }),
    offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    ...more,
  );
/** `from … until`. */
const away = (when: string, span: string, id = 'leave'): Fact => {
  const [from, until] = span.split(' … ') as [string, string];
  return absence(when, 'bob', { from, until, id });
};

describe('absent', () => {
  it('comes by the declaration, and says what it costs and until when acting helps', () => {
    const play = offeredBy('09-22 12:00', away('09-21 10:00', '09-21 10:30 … 09-23 00:00'));
    expect(raised(play.decisions)).toMatchObject({
      ...{ dueAt: at('09-21 10:00'), party: 'bob', actBy: at('09-22 12:00') },
      ...{ legFinish: at('09-23 11:30'), legFinishPresent: at('09-21 16:00') },
      away: { from: at('09-21 10:30'), until: at('09-23 00:00') },
    });
    expect(raised(play.decisions)).not.toHaveProperty('lastInside');
  });

  it('comes by time alone at the first instant at which the work no longer fits before the absence', () => {
    const play = offeredBy('09-22 12:00', away('09-21 09:10', '09-21 16:00 … 09-23 00:00'));
    play.until('09-21 10:00');
    expect(absent(play)).toEqual([]);
    play.until('09-21 12:00');
    expect(raised(play.decisions)).toMatchObject({ dueAt: at('09-21 10:00') + 1, lastInside: at('09-21 10:00') });
  });

  const nothing: readonly (readonly [string, tale.Play])[] = [
    ['that costs nothing', offeredBy('09-22 12:00', away('09-21 09:10', '09-21 12:00 … 09-21 14:00'))],
    [
      'after which there is time enough, to the very instant',
      offeredBy('09-23 12:00', away('09-21 09:10', '09-21 00:00 … 09-23 00:00')),
    ],
    ['that is over', offeredBy('09-21 12:00', away('09-21 09:10', '09-20 00:00 … 09-21 09:00'))],
    [
      'of somebody else',
      offeredBy('09-22 12:00', absence('09-21 09:10', 'bea', { from: '09-21 00:00', until: '09-28 00:00' })),
    ],
  ];
  it.each(nothing)('does not come for an absence %s', (_, play) => {
    play.until('09-21 09:30');
    expect(absent(play)).toEqual([]);
  });

  it('comes with one more minute than there is time for', () => {
    const play = offeredBy('09-23 11:59', away('09-21 09:10', '09-21 00:00 … 09-23 00:00'));
    expect(absent(play)).toEqual(['09-21 09:10 absent sign bob']);
  });

  it('without a need-by counts against the two budgets, as the policy has them', () => {
    const play = offeredBy(undefined, away('09-21 09:10', '09-21 09:10 … 09-21 16:31'));
    expect(raised(play.decisions)).toMatchObject({ actBy: at('09-22 11:00'), legFinish: at('09-22 11:01') });
    const early = offeredBy(undefined, away('09-21 09:10', '09-21 09:10 … 09-21 16:30'));
    expect(absent(early)).toEqual([]);
    const strict = by(
      routeOf([leg('sign', 'bob')]),
      policy('09-21 01:00', { budgets: [{ leg: 'sign', acceptBudget: hour }] }),
    );
    strict.all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
    strict.apply(away('09-21 09:10', '09-21 09:10 … 09-21 16:30'));
    expect(absent(strict)).toEqual(['09-21 09:10 absent sign bob']);
  });

  const stalled = (): tale.Play => offeredBy('09-22 12:00', away('09-21 10:00', '09-21 10:30 … 09-23 00:00'));
  const ends: readonly (readonly [string, Fact, string])[] = [
    ['the absence is shortened', away('09-21 11:00', '09-21 10:30 … 09-21 14:00'), 'absence-over'],
    [
      'it is called off',
      rule('09-21 11:00', 'people.absence-ended', { absence: 'leave', party: 'bob' }),
      'absence-over',
    ],
    ['the leg is completed', completed('09-21 11:00', 'bob sign'), 'completed'],
    ['another accepts', accepted('09-21 11:00', 'cid sign'), 'accepted'],
    ['it is offered to another', offered('09-21 11:00', 'desk sign', { to: 'cid' }), 'offered-to-another'],
    ['the need-by moves', did('09-21 11:00', 'desk case.amended', { needBy: at('09-29 12:00') }), 'need-by-moved'],
  ];
  it.each(ends)('is over when %s', (_, fact, because) => {
    expect(absent(stalled().all(fact)).at(-1)).toBe(`09-21 11:00 absent sign cleared: ${because}`);
  });

  it('is over with the last working moment of the absence', () => {
    const play = stalled();
    play.until('09-23 00:00');
    expect(absent(play).at(-1)).toBe('09-22 17:30 absent sign cleared: absence-over');
  });

  it('is not over when the one who is away accepts', () => {
    const play = stalled().all(accepted('09-21 10:20', 'bob sign'));
    expect(absent(play)).toEqual(['09-21 10:00 absent sign bob']);
  });

  it('takes several absences together, and a team for as long as any member is there', () => {
    const play = offeredBy('09-22 12:00', away('09-21 09:10', '09-21 10:30 … 09-21 17:30', 'a'));
    expect(absent(play)).toEqual([]);
    play.apply(away('09-21 09:20', '09-22 08:00 … 09-22 17:30', 'b'));
    expect(absent(play)).toEqual(['09-21 09:20 absent sign bob']);
    const team = by(routeOf([leg('sign', 'team')])).all(
      opened('09-21 09:00', 'desk', { needBy: at('09-22 12:00') }),
      ...[offered('09-21 09:00', 'desk sign', { to: 'team' }), away('09-21 09:10', '09-21 09:10 … 09-28 00:00')],
    );
    expect(absent(team)).toEqual([]);
    team.apply(absence('09-21 09:20', 'bea', { id: 'b', from: '09-21 09:30', until: '09-28 00:00' }));
    expect(absent(team)).toEqual(['09-21 09:20 absent sign team']);
  });
});
