import type { CaseFact, Fact, Impact, ReferenceFact, StallKind } from '@baton/contracts';
import { stallKinds } from '@baton/contracts';
import { hour, minute } from './relay.fixture.ts';
import { type FactHead, edits } from './rulebook.fixture.ts';

/** One thing that somebody does in a story; `far` is a number that varies it. */
export interface Act {
  readonly what: string;
  readonly caseId: string;
  readonly leg: string | undefined;
  readonly who: string;
  readonly other: string;
  readonly far: number;
}

type Fields = Record<string, unknown>;
type Vary = (act: Act, at: number) => Fields;

const items = ['form', 'amount', 'part'];
const impacts: readonly Impact[] = ['low', 'normal', 'high', 'critical'];
/** c3 is on a route that may be published later, c4 names none. */
const routes: Readonly<Record<string, string>> = { c1: 'relay', c2: 'fork', c3: 'later' };
const kindOf = (far: number): StallKind | undefined => stallKinds[far % (stallKinds.length + 4)];
const some = (far: number): Fields => (far % 3 === 0 ? {} : { items: items.slice(0, 1 + (far % 3)) });
const given = <T>(key: string, value: T | undefined): Fields => (value === undefined ? {} : { [key]: value });

const amend: Vary = ({ far }, at) => {
  if (far % 4 === 0) return { title: `t${far}` };
  if (far % 4 === 1) return { items: items.slice(far % 2) };
  return far % 4 === 2 ? { needBy: at + far * 2 * hour } : { impact: impacts[far % 3], needBy: at + far * hour };
};

const handlings: Readonly<Record<string, string>> = { sign: 'deputy', pay: 'quick', end: 'magic', 'c2 pay': 'beside' };
const handlingOf = ({ caseId, leg = 'sign', far }: Act): string =>
  far > 50 ? 'alone' : (handlings[`${caseId} ${leg}`] ?? handlings[leg] ?? 'deputy');

/** What a fact of a case says, by the last words of its type. */
const fieldsOf: Readonly<Record<string, Vary>> = {
  'case.opened': ({ caseId, far }, at) => ({
    ...{ title: 't', customer: 'desk', impact: impacts[far % 4] },
    ...given('route', routes[caseId]),
    ...(far > 15 ? { needBy: at + far * 2 * hour } : {}),
  }),
  'case.amended': amend,
  'case.reopened': ({ far }, at) => (far % 2 === 0 ? { needBy: at + far * hour } : {}),
  'case.cancelled': () => ({ reason: 'r' }),
  'case.feedback': ({ far }) => ({ score: far % 5 }),
  'case.migrated': ({ far }) => ({ route: ['relay', 'fork', 'nowhere'][far % 3], ...given('version', [1][far % 2]) }),
  'case.linked': () => ({ to: 'c2', relation: 'part-of' }),
  'handoff.announced': ({ who, far }, at) => ({ to: who, ...(far % 2 === 0 ? { expectedAt: at + far * hour } : {}) }),
  'handoff.offered': ({ other, far }, at) => ({
    ...(far % 7 === 0 ? {} : { to: other }),
    ...some(far),
    ...(far > 50 ? { validUntil: at + (far - 50) * 20 * minute } : {}),
  }),
  'handoff.declined': () => ({ reason: 'r' }),
  'handoff.withdrawn': () => ({ reason: 'r' }),
  'handoff.returned': ({ far }) => ({ reason: 'r', ...(far % 2 === 0 ? { missing: items.slice(far % 3) } : {}) }),
  'handoff.referred': ({ other }) => ({ to: other }),
  'handoff.progressed': ({ far }) => some(far),
  'handoff.completed': ({ far }) => some(far),
  'handoff.paused': ({ far }, at) => ({ cause: 'wait', ...(far > 30 ? { until: at + far * 10 * minute } : {}) }),
  'special-handling.granted': (act) => ({
    ...{ handling: handlingOf(act), reason: 'r', leg: act.leg ?? 'sign' },
    ...(act.far > 8 ? { actor: 'boss' } : {}),
  }),
  'special-handling.refused': () => ({ handling: 'deputy', reason: 'r', actor: 'boss' }),
  'special-handling.carried-out': ({ other, far }) => ({ handling: 'deputy', ...(far % 2 === 0 ? { to: other } : {}) }),
  'stall.acknowledged': ({ far }, at) => ({
    ...given('kind', kindOf(far)),
    ...(far % 3 === 0 ? { until: at + far * 30 * minute } : {}),
  }),
  'stall.acknowledgement-ended': ({ far }) => given('kind', kindOf(far)),
  'stall.snoozed': ({ far }, at) => ({ until: at + far * 30 * minute, ...given('kind', kindOf(far)) }),
  'fact.voided': ({ far }) => ({ fact: `f${far % 24}`, reason: 'r' }),
};

/** Facts of a case that belong to no leg. */
const ofNoLeg = /^(case|fact)\./;

export const caseFactOf = (act: Act, head: FactHead): CaseFact => ({
  ...{ ...head, caseId: act.caseId, actor: act.who, type: `baton.${act.what}.v1` as never },
  ...(act.leg === undefined || ofNoLeg.test(act.what) ? {} : { leg: act.leg }),
  ...fieldsOf[act.what]?.(act, head.occurredAt),
});

const matcherOf = ({ caseId, who, leg, far }: Act): Fields =>
  [{ caseId }, { party: who }, { route: 'relay', ...given('leg', leg) }, { ...given('kind', kindOf(far)) }][far % 4]!;

const referenceFields: Readonly<Record<string, Vary>> = {
  'people.absence-declared': ({ who, far }, at) => {
    const from = at + (far % 5) * 6 * hour;
    return { absence: `${who} leave`, party: who, from, until: from + far * 4 * hour };
  },
  'people.absence-ended': ({ who }) => ({ absence: `${who} leave`, party: who }),
  'people.delegation-appointed': ({ who, other, far }, at) => ({
    ...{ delegation: `${who} proxy`, party: who, to: other },
    ...(far % 2 === 0 ? { until: at + far * 4 * hour } : {}),
    ...(far % 5 === 0 ? { routes: ['relay'] } : {}),
  }),
  'people.delegation-accepted': ({ who, other }) => ({ delegation: `${who} proxy`, actor: other }),
  'people.delegation-revoked': ({ who }) => ({ delegation: `${who} proxy`, actor: who }),
  'rules.silence-set': (act, at) => ({
    ...{ silence: `s${act.far % 3}`, matcher: matcherOf(act), reason: 'r', until: at + act.far * hour },
  }),
  'rules.silence-ended': ({ far }) => ({ silence: `s${far % 3}` }),
};

/** One fact of that name. */
export const factOf = (act: Act, head: FactHead): Fact => {
  const edit = /^edit\.(.*)$/.exec(act.what)?.[1] as keyof typeof edits | undefined;
  if (edit !== undefined) return edits[edit](head, act.far);
  const fields = referenceFields[act.what];
  if (fields === undefined) return caseFactOf(act, head);
  const type = `baton.${act.what}.v1`;
  return { ...head, actor: 'hr', type, ...fields(act, head.occurredAt) } as ReferenceFact;
};
