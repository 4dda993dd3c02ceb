import { describe, expect, it } from '@jest/globals';
import * as tale from './tale.fixture.ts';

const { accepted, at, by, declined, did, hour, offered, ofKind, opened, policy, stalls } = tale;

/** Unaccepted by bob from eleven on Monday. */
const stalled = (): tale.Play => {
  const play = by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
  play.until('09-21 11:00');
  return play;
};

describe('when a late fact has a case folded anew, an episode', () => {
  it('is another one if it was another’s move', () => {
    const play = stalled();
    const came = play.apply(offered('09-21 09:00', 'desk sign', { to: 'bea' }), '09-21 11:30');
    expect(stalls(came)).toEqual(['unaccepted sign retracted', '09-21 11:00 unaccepted sign bea']);
    expect(came.find((one) => one.type === 'stall-retracted')).toMatchObject({ because: 'would-not-have-been-raised' });
  });

  it('is another one if it was over at another instant', () => {
    const play = stalled().all(accepted('09-21 11:30', 'bob sign'));
    const came = play.apply(declined('09-21 11:10', 'bob sign'), '09-21 11:40');
    expect(ofKind('unaccepted', came)).toEqual([
      ...[
        'unaccepted sign retracted',
        '09-21 11:00 unaccepted sign bob',
        '09-21 11:10 unaccepted sign cleared: declined',
      ],
    ]);
    expect(came.find((one) => one.type === 'stall-retracted')).toMatchObject({ because: 'ended-at-another-instant' });
  });

  it('is the same if it is over now and was not', () => {
    expect(stalls(stalled().apply(declined('09-21 11:10', 'bob sign'), '09-21 11:40'))).toEqual([
      '09-21 11:10 unaccepted sign cleared: declined',
    ]);
  });

  it('is known from when the fact was', () => {
    const play = by().all(opened('09-21 09:00'), did('09-21 11:20', 'desk case.amended', { title: 'Another' }));
    const came = play.apply(offered('09-21 09:00', 'desk sign', { to: 'bob' }), '09-21 11:30');
    const raised = came.find((one) => one.type === 'stall-raised' && one.kind === 'unaccepted');
    expect(raised).toMatchObject({ dueAt: at('09-21 11:00'), knownAt: at('09-21 11:30') });
    const proposed = came.find((one) => one.type === 'options-proposed');
    expect(proposed).toMatchObject({ dueAt: at('09-21 11:00'), knownAt: at('09-21 11:30') });
  });
});

describe('what is published at the instant of the first fact', () => {
  const strict = policy('09-21 09:00', { budgets: [{ leg: 'sign', acceptBudget: hour }] });
  const first = [opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' })];
  const late = (): ReturnType<typeof did> => did('09-21 09:10', 'desk case.linked', { to: 'another' });

  it('counts when the case is folded anew as it did before, whichever the ledger had first', () => {
    for (const facts of [
      [strict, ...first],
      [...first, strict],
    ]) {
      const play = by().all(...facts, did('09-21 09:20', 'desk case.amended', { title: 'Another' }));
      expect(play.due('unaccepted')).toBe('09-21 10:00');
      expect(play.apply(late(), '09-21 09:30')).toEqual([]);
      expect(play.due('unaccepted')).toBe('09-21 10:00');
    }
  });
});

it('an absence is held against the teams of then, not those of the next absence', () => {
  const crewOf = (...members: readonly string[]) =>
    tale.parties.map((one) => (one.id === 'crew' ? { ...one, members } : one));
  const away = (when: string, id: string) =>
    tale.absence(when, 'ann', { from: '09-21 10:30', until: '09-23 00:00', id });
  const play = by(tale.routeOf([tale.leg('sign', 'bob')]), tale.rosterChanged('09-21 00:01', crewOf('ann')));
  play.all(
    opened('09-21 09:00', 'desk', { needBy: at('09-22 12:00') }),
    offered('09-21 09:00', 'desk sign', { to: 'crew' }),
  );
  play.apply(away('09-21 10:00', 'first'));
  expect(ofKind('absent', play.decisions)).toEqual(['09-21 10:00 absent sign crew']);
  play.all(tale.rosterChanged('09-21 10:20', crewOf('cid')), away('09-21 10:30', 'second'));
  const came = play.apply(did('09-21 09:10', 'desk case.amended', { title: 'Another' }), '09-21 10:40');
  expect(ofKind('absent', came)).toEqual([]);
});
