import { describe, expect, it } from '@jest/globals';
import type { Impact, SilenceMatcher } from '@baton/contracts';
import { type AlertGroup, type Held, type Mute, alertGroups } from './alert-groups.ts';
import type { AlertedCase, OpenEpisode } from './open-alerts.projection.ts';
import type { Silence } from './silences.projection.ts';

const now = 1_000;

const episode = (name: string, more: Partial<OpenEpisode> = {}): OpenEpisode => ({
  ...{ episode: name, kind: 'absent', leg: 'sign', group: 'party V', inhibition: name },
  ...{ party: 'V', raisedAt: 10, actBy: null, rung: null },
  ...more,
});

const alerted = (id: string, episodes: readonly OpenEpisode[], impact: Impact = 'normal'): AlertedCase => ({
  ...{ id, title: id, impact, route: 'r', needBy: null },
  episodes,
});

const silence = (matcher: SilenceMatcher, until = now + 1): Silence => ({
  ...{ id: 's', matcher, author: 'M', reason: 'planned', until },
});

const groups = (
  cases: readonly AlertedCase[],
  quiet: { silences?: Silence[]; held?: Held } = {},
): readonly AlertGroup[] => alertGroups(cases, { silences: quiet.silences ?? [], heldOf: () => quiet.held }, now);

const mutesOf = (...asked: Parameters<typeof groups>): (readonly Mute[])[] =>
  groups(...asked).flatMap((group) => group.episodes.map(({ mutes }) => mutes));

describe('a group', () => {
  it('is all that waits for the same, across cases', () => {
    const fired = { rung: 1, whom: ['V'], channel: 'console', firedAt: 20, silenced: null };
    const [group, ...others] = groups([
      alerted('a', [episode('a1', { actBy: 2_000, rung: fired }), episode('a2', { actBy: 900 })], 'critical'),
      alerted('b', [episode('b1', { actBy: 1_500, rung: { ...fired, rung: 0 } })]),
      alerted('c', [episode('c1', { group: 'party W', party: 'W' })]),
    ]);
    expect(group).toMatchObject({
      ...{ group: 'party V', party: 'V', cases: 2, speaking: 3, highestRung: 1, actBy: 1_500 },
      impacts: { low: 0, normal: 1, high: 0, critical: 1 },
    });
    expect(group!.episodes.map((one) => [one.caseId, one.episode])).toEqual([
      ['b', 'b1'],
      ['a', 'a1'],
      ['a', 'a2'],
    ]);
    expect(others).toMatchObject([{ group: 'party W', cases: 1, highestRung: undefined, actBy: undefined }]);
  });

  it('names a party only when it is the same one for all', () => {
    const cases = [alerted('a', [episode('a1'), episode('a2', { party: 'W' })])];
    expect(groups(cases)[0]!.party).toBeUndefined();
  });

  it('comes before others that can be helped later, are muted, or can be helped no more', () => {
    const one = (name: string, more: Partial<OpenEpisode>) => alerted(name, [episode(name, { group: name, ...more })]);
    const cases = [
      one('past', { actBy: now - 1 }),
      one('later', { actBy: now + 9 }),
      one('muted', { actBy: now, kind: 'overrun' }),
      one('now', { actBy: now }),
    ];
    const silences = [silence({ kind: 'overrun' })];
    expect(groups(cases, { silences }).map(({ group }) => group)).toEqual(['now', 'later', 'past', 'muted']);
  });
});

describe('a muted episode', () => {
  const cases = [alerted('a', [episode('a1')], 'high')];

  it('is there, and says what it follows from', () => {
    const open = [episode('a1', { inhibition: 'a sign' }), episode('a2', { inhibition: 'a sign', kind: 'forecast' })];
    const [group] = groups([alerted('a', open)]);
    expect(group).toMatchObject({ speaking: 1, cases: 1 });
    expect(group!.episodes).toMatchObject([
      { episode: 'a1', mutes: [] },
      { episode: 'a2', mutes: [{ because: 'inhibited', episode: 'a1', kind: 'absent' }] },
    ]);
  });

  it.each<SilenceMatcher>([
    { caseId: 'a' },
    { route: 'r', leg: 'sign' },
    { kind: 'absent', party: 'V', impact: 'high' },
  ])('says who silenced %j, why and until when', (matcher) => {
    expect(mutesOf(cases, { silences: [silence(matcher)] })).toEqual([
      [{ because: 'silenced', silence: 's', author: 'M', reason: 'planned', until: now + 1 }],
    ]);
  });

  it.each<SilenceMatcher>([{ caseId: 'b' }, { route: 'r', leg: 'pay' }, { kind: 'absent', party: 'V', impact: 'low' }])(
    'is not one that the silence of %j does not fit',
    (matcher) => {
      expect(mutesOf(cases, { silences: [silence(matcher)] })).toEqual([[]]);
    },
  );

  it('speaks again when the silence is over', () => {
    expect(mutesOf(cases, { silences: [silence({ caseId: 'a' }, now)] })).toEqual([[]]);
  });

  it('says who has it, or has put it off, until that is over', () => {
    for (const kind of ['acknowledged', 'snoozed'] as const) {
      const held = { kind, by: 'W', until: now + 1 };
      expect(mutesOf(cases, { held })).toEqual([[{ because: kind, by: 'W', until: now + 1 }]]);
      expect(mutesOf(cases, { held: { ...held, until: now } })).toEqual([[]]);
    }
  });
});
