import type { CaseFact, Fact, Handling } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, at, by, did, hour, offered, opened, routeOf } = tale;

const rule = { rule: 'P-1', ruleTitle: 'bob signs', class: 'policy' } as const;
const standard = { rule: 'S-1', ruleTitle: 'one by one', class: 'standard', mayGrant: [] } as const;
export const handlings: readonly Handling[] = [
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
export const [granted, refused] = [special('granted'), special('refused')];
export const carriedOut = (when: string, handling: string, more = {}): CaseFact =>
  did(when, 'signing special-handling.carried-out', { handling, leg: 'sign', ...more });
export const closed = (when: string): CaseFact => did(when, 'desk case.closed');
export const away = (when: string): Fact => absence(when, 'bob', { from: '09-21 09:30', until: '09-28 00:00' });

/** On offer to bob on Monday at nine. */
export const onOffer = (needBy = '09-24 17:30', more = {}): tale.Play =>
  by(routeOf(tale.legs, { handlings, ...more })).all(
    opened('09-21 09:00', 'desk', { needBy: at(needBy) }),
    offered('09-21 09:00', 'desk sign', { to: 'bob' }),
  );
