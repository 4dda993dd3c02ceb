import { describe, expect, it } from '@jest/globals';
import type { Fact, Handling, Option } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, by, hour, legs, offered, opened, parties, party, rosterChanged, routeOf, text } = tale;

const policy = { rule: 'P-1', ruleTitle: 'bob signs', class: 'policy', mayGrant: ['boss'] } as const;
const standard = { rule: 'S-1', ruleTitle: 'one by one', class: 'standard', mayGrant: [] } as const;
const deputy: Handling = { id: 'deputy', leg: 'sign', kind: 'deputy', to: 'bea', ...policy };
const quick: Handling = { id: 'quick', leg: 'sign', kind: 'expedite', typical: hour, ...standard };
const quicker: Handling = { id: 'quicker', leg: 'sign', kind: 'expedite', typical: hour / 2, ...standard };
const skip: Handling = { id: 'skip', leg: 'sign', kind: 'skip-rule', ...standard };
const law: Handling = { ...skip, id: 'alone', rule: 'L-1', ruleTitle: 'two sign', class: 'law' };

/** Unaccepted by bob from eleven on Monday. */
const stalled = (handlings: readonly Handling[], opener = 'desk', ...before: readonly Fact[]): tale.Play => {
  const play = by(routeOf(legs, { handlings }), ...before);
  play.all(opened('09-21 09:00', opener), offered('09-21 09:00', `${opener} sign`, { to: 'bob' }));
  play.until('09-21 11:00');
  return play;
};
const options = (play: tale.Play): readonly Option[] =>
  play.decisions.flatMap((one) => (one.type === 'options-proposed' && one.kind === 'unaccepted' ? one.options : []));
const ids = (play: tale.Play): string =>
  options(play)
    .map(({ handling }) => handling)
    .join();
const away = (span: string, id = 'leave'): Fact => {
  const [from, until] = span.split(' … ') as [string, string];
  return absence('09-21 01:00', 'bea', { from, until, id });
};

describe('what may be done about a stall', () => {
  it('is best first, the owner of last resort at last, and law never', () => {
    const play = stalled([skip, quick, law, quicker]);
    expect(options(play).map(({ handling, saves }) => [handling, saves && saves / hour])).toEqual([
      ...[
        ['quicker', 18],
        ['quick', 3],
        ['skip', undefined],
        ['escalate', 0],
      ],
    ]);
    const proposal = play.decisions.find((one) => one.type === 'options-proposed');
    expect(proposal).toMatchObject({ neverOffered: [{ rule: 'L-1', ruleTitle: 'two sign' }] });
  });

  it('says who may grant it and when the case would end with it', () => {
    const [first, second] = options(stalled([quick, deputy]));
    expect([first?.mayGrant, text(first!.projectedFinish!)]).toEqual([['desk'], '09-22 08:30']);
    expect([second?.mayGrant, second?.to]).toEqual([['boss'], 'bea']);
  });

  const spans: readonly (readonly [string, string])[] = [
    ['09-21 11:00 … 09-22 00:00', 'escalate'],
    ['09-21 11:01 … 09-22 00:00', 'deputy,escalate'],
    ['09-21 08:00 … 09-21 11:00', 'deputy,escalate'],
    ['09-21 08:00 … 09-21 11:01', 'escalate'],
  ];
  it.each(spans)('needs somebody who is there at this instant: away %s', (span, expected) => {
    expect(ids(stalled([deputy], 'desk', away(span)))).toBe(expected);
  });

  it('is nothing that somebody does already, or whom nobody knows', () => {
    expect(ids(stalled([{ ...deputy, to: 'bob' }]))).toBe('escalate');
    expect(ids(stalled([{ ...deputy, to: 'vacancy' }]))).toBe('escalate');
    expect(ids(stalled([{ ...deputy, to: 'eve' }]))).toBe('escalate');
    expect(ids(stalled([deputy], 'dean'))).toBe('deputy');
    expect(ids(stalled([], 'dean'))).toBe('');
  });

  it('of what is held is nothing that its holder does; whoever was asked before may do it', () => {
    const held = by(routeOf(legs, { handlings: [deputy, { ...deputy, id: 'back', to: 'bob' }] })).all(
      ...[opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' })],
      accepted('09-21 09:00', 'bea sign'),
    );
    const overdue = held.until('09-22 09:00').find((one) => one.type === 'options-proposed');
    expect(overdue).toMatchObject({ kind: 'overrun', options: [{ handling: 'back' }, { handling: 'escalate' }] });
  });

  it('is another holder of the role, but for those who have it before them', () => {
    const crew = party('crew', { kind: 'role', members: ['ann', 'cid', 'bea'] });
    const play = by(routeOf([tale.leg('ask', 'crew')]), rosterChanged('09-21 00:30', [...parties, crew]));
    play.all(opened('09-21 09:00'), offered('09-21 09:00', 'desk ask', { to: 'ann' }));
    play.until('09-21 11:00');
    expect(ids(play)).toBe('other-holder:cid,other-holder:bea,escalate');
  });
});
