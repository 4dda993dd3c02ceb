import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Decision, Fact, Handling } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, accountable, answers, at, by, completed, did, hour, leg, offered, opened, orders } = tale;
const { outcomes, projection, routeOf, rungs } = tale;

const rule = { rule: 'P-1', ruleTitle: 'bob signs', class: 'policy' } as const;
const standard = { rule: 'S-1', ruleTitle: 'one by one', class: 'standard', mayGrant: [] } as const;
const handlings: readonly Handling[] = [
  { id: 'deputy', leg: 'sign', kind: 'deputy', to: 'bea', ...rule, mayGrant: ['team'] },
  { id: 'later', leg: 'sign', kind: 'deputy', to: 'cid', ...rule, mayGrant: ['boss'], approval: 'after' },
  { id: 'quick', leg: 'pay', kind: 'expedite', typical: hour, ...standard },
  { id: 'rush', leg: 'pay', kind: 'expedite', typical: hour, ...rule, mayGrant: ['boss'], approval: 'after' },
  { id: 'beside', leg: 'pay', kind: 'parallel', with: 'sign', ...standard },
  { id: 'alone', leg: 'sign', kind: 'skip-rule', rule: 'L-1', ruleTitle: 'two sign', class: 'law', mayGrant: [] },
];
/** As `who handling`: `boss deputy`. */
type Say = (when: string, what: string, on?: string) => CaseFact;
const special =
  (name: string): Say =>
  (when, what, on = 'sign') => {
    const [who, handling] = what.split(' ');
    return did(when, `${who} special-handling.${name}`, { handling, reason: 'urgent', leg: on });
  };
const [granted, refused] = [special('granted'), special('refused')];
const carriedOut = (when: string, handling: string, more = {}): CaseFact =>
  did(when, 'signing special-handling.carried-out', { handling, leg: 'sign', ...more });
const closed = (when: string): CaseFact => did(when, 'desk case.closed');
const away = (when: string): Fact => absence(when, 'bob', { from: '09-21 09:30', until: '09-28 00:00' });

/** On offer to bob on Monday at nine. */
const onOffer = (needBy = '09-24 17:30', more = {}): tale.Play =>
  by(routeOf(tale.legs, { handlings, ...more })).all(
    opened('09-21 09:00', 'desk', { needBy: at(needBy) }),
    offered('09-21 09:00', 'desk sign', { to: 'bob' }),
  );
const proposed = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) =>
    one.type === 'options-proposed' ? [one.options.map(({ handling }) => handling).join()] : [],
  );

describe('a grant', () => {
  const rows: readonly (readonly [string, CaseFact, readonly string[]])[] = [
    ['by a member of the team that may', granted('09-21 09:10', 'bob deputy'), []],
    ['by the team itself', granted('09-21 09:10', 'team deputy'), []],
    ['by another', granted('09-21 09:10', 'ann deputy'), ['lacks-authority: P-1 may be bent by team, not by ann']],
    ['of a standard that names nobody, by who is accountable', granted('09-21 09:10', 'desk quick', 'pay'), []],
    [
      'of a standard that names nobody, by another',
      granted('09-21 09:10', 'bob quick', 'pay'),
      ['lacks-authority: S-1 may be bent by desk, not by bob'],
    ],
    ['against the law', granted('09-21 09:10', 'dean alone'), ['law-is-never-bent: L-1']],
  ];
  it.each(rows)('%s', (_, fact, said) => {
    const play = onOffer().all(fact);
    expect(answers(play.decisions)).toEqual(said);
    expect(orders(play.decisions)).toHaveLength(said.length === 0 ? 1 : 0);
  });

  it('that is repeated orders nothing again, also after the deputy has it', () => {
    const play = onOffer().all(granted('09-21 09:10', 'bob deputy'), granted('09-21 09:11', 'bob deputy'));
    play.all(accepted('09-21 09:20', 'bea sign'), granted('09-21 09:30', 'bob deputy'), closed('09-21 16:00'));
    expect(orders(play.decisions)).toHaveLength(1);
    expect(outcomes(play.decisions)).toEqual(['deputy by bob: in-time']);
  });

  it('of an expedition shortens the leg, and moves the latest moments of those before it', () => {
    const play = onOffer();
    expect(projection(play, '09-21 09:00')).toBe('09-22 09:30');
    play.apply(granted('09-21 09:00', 'desk quick', 'pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-21 16:00');
    play.apply(offered('09-21 09:10', 'desk sign', { to: 'bea' }));
    expect(play.decisions.findLast((one) => one.type === 'heads-up')).toMatchObject({
      latestFinish: at('09-24 16:30'),
    });
  });

  it('of a leg beside another lets it begin at once', () => {
    const play = onOffer().all(granted('09-21 09:00', 'desk beside', 'pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-21 15:00');
    play.all(offered('09-21 09:10', 'desk pay', { to: 'cid' }), accepted('09-21 09:20', 'cid pay'));
    expect(accountable(play.decisions)).toEqual(['09-21 09:00 desk answers']);
    expect(tale.batons(play, '09-21 09:20')).toEqual(['sign desk', 'pay cid']);
  });
});

describe('approval after the fact', () => {
  it('lets the deputy take the baton first', () => {
    const play = onOffer().all(carriedOut('09-21 09:10', 'later', { to: 'cid' }));
    expect(answers(play.apply(accepted('09-21 09:20', 'cid sign')))).toEqual([]);
    const before = onOffer().all(carriedOut('09-21 09:10', 'deputy', { to: 'bea' }));
    expect(answers(before.decisions)).toEqual(['irregular: carried out, but nobody had granted deputy']);
    expect(answers(onOffer().apply(carriedOut('09-21 09:10', 'alone')))).toEqual([
      'irregular: L-1 is law and was bent',
    ]);
  });

  const approvals = [
    ['while it is held', '09-21 09:40'],
    ['when it is done', '09-21 15:00'],
  ] as const;
  it.each(approvals)('goes on record, and orders nothing again: granted %s', (_, when) => {
    const facts = [
      ...[carriedOut('09-21 09:10', 'later', { to: 'cid' }), accepted('09-21 09:20', 'cid sign')],
      ...[granted(when, 'boss later'), completed('09-21 10:00', 'cid sign'), closed('09-21 16:00')],
    ];
    const play = onOffer().all(...facts.sort((one, other) => one.occurredAt - other.occurredAt));
    expect(outcomes(play.decisions)).toEqual(['later by boss: in-time']);
    expect(orders(play.decisions)).toEqual([]);
  });

  it('counts in the walk from when it is carried out', () => {
    const play = onOffer().all(carriedOut('09-21 09:00', 'rush', { leg: 'pay' }));
    expect(projection(play, '09-21 09:00')).toBe('09-21 16:00');
  });

  it('is about the leg at hand when it names none', () => {
    const play = onOffer().all(
      did('09-21 09:10', 'signing special-handling.carried-out', { handling: 'later', to: 'cid' }),
    );
    expect(answers(play.apply(accepted('09-21 09:20', 'cid sign')))).toEqual([]);
  });
});

describe('a way out', () => {
  it('that was refused by who may is not proposed again; refused by another it is', () => {
    const play = onOffer('09-22 17:30').all(refused('09-21 09:05', 'ann deputy'), refused('09-21 09:06', 'boss later'));
    expect(answers(play.decisions)).toEqual(['lacks-authority: P-1 may be bent by team, not by ann']);
    play.apply(away('09-21 09:10'));
    expect(proposed(play.decisions)[0]).toBe('deputy,escalate');
  });

  it('needs somebody who is there', () => {
    const play = onOffer('09-22 17:30').all(
      absence('09-21 09:05', 'bea', { id: 'b', from: '09-21 09:00', until: '09-22 00:00' }),
    );
    play.apply(away('09-21 09:10'));
    expect(proposed(play.decisions)[0]).toBe('later,escalate');
  });

  it('leads to another holder of the role, and to the owner at last', () => {
    const play = by(routeOf([leg('ask', 'crew')])).all(
      opened('09-21 09:00'),
      offered('09-21 09:00', 'desk ask', { to: 'ann' }),
    );
    expect(proposed(play.until('09-21 11:00'))).toEqual(['other-holder:cid,escalate']);
    play.apply(granted('09-21 11:10', 'desk other-holder:cid', 'ask'));
    expect(answers(play.apply(accepted('09-21 11:20', 'cid ask')))).toEqual([]);
    expect(play.case.state.accountable).toBe('cid');
  });

  it('calls who may grant it: of a standard that names nobody, who is accountable', () => {
    const ladder = [
      { after: 0, whom: 'special-handling', channel: 'console' },
      { after: hour, whom: 'owner', channel: 'console' },
    ] as const;
    const play = onOffer('09-24 17:30', { ladder, handlings: [] });
    play.until('09-21 11:00');
    expect(rungs(play.decisions)).toEqual(['09-21 11:00 unaccepted rung 0 desk']);
    const named = onOffer('09-24 17:30', { ladder });
    named.until('09-21 11:00');
    expect(rungs(named.decisions)).toEqual(['09-21 11:00 unaccepted rung 0 team+boss+desk']);
  });
});

describe('at the end', () => {
  const rows: readonly (readonly [string, string, readonly Fact[]])[] = [
    ['in-time', '09-24 17:30', [closed('09-22 09:00')]],
    ['missed', '09-21 17:30', [closed('09-22 09:00')]],
    ['cancelled', '09-21 17:30', [did('09-22 09:00', 'desk case.cancelled')]],
  ];
  it.each(rows)('a grant was %s', (outcome, needBy, facts) => {
    const play = onOffer(needBy).all(granted('09-21 09:10', 'bob deputy'), ...facts);
    expect(outcomes(play.decisions)).toEqual([`deputy by bob: ${outcome}`]);
  });

  it('a grant has saved the case that would have been late without it, by the very instant', () => {
    const play = onOffer('09-22 17:30').all(away('09-21 09:05'), granted('09-21 09:10', 'bob deputy'));
    play.all(accepted('09-21 09:20', 'bea sign'), closed('09-22 17:30'));
    expect(play.decisions.find((one) => one.type === 'special-handling-outcome')).toMatchObject({
      outcome: 'saved',
      projectedWithout: at('09-29 08:10'),
    });
  });
});
