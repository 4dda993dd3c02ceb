import fc from 'fast-check';
import type { CaseFact, Fact, ReferenceFact } from '@baton/contracts';
import { at, hour, minute } from './relay.fixture.ts';

/** A fact and when the ledger records it. */
export interface Arrival {
  readonly fact: Fact;
  readonly recordedAt: number;
}

const start = at('09-21 08:00');
const people = ['ann', 'bob', 'bob', 'bob', 'bea', 'cid', 'team', 'eve'];
const legs = ['ask', 'sign', 'pay'];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
/** Gaps between acts: often none, mostly within a working day, now and then days. */
const gap = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 60 }).map((steps) => steps * 5 * minute) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }).map((steps) => steps * 3 * hour) },
);
/** Mostly at once, else late, by up to beyond the window. */
const lateness = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 48 }).map((hours) => hours * hour) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 200 }).map((hours) => hours * hour) },
);

const act = fc.record({
  what: pick([
    ...['opened', 'offered', 'accepted', 'completed', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass'],
    ...['declined', 'withdrawn', 'returned', 'progressed', 'paused', 'resumed', 'granted', 'amended', 'closed'],
    ...['cancelled', 'reopened', ...Array.from({ length: 6 }, () => 'absent'), 'back', 'calendar', 'roster'],
  ]),
  caseId: pick(['c1', 'c1', 'c1', 'c2', 'c2', 'c3']),
  leg: fc.option(pick(legs), { nil: undefined }),
  who: pick(people),
  far: fc.integer({ min: 1, max: 60 }),
  gap,
  lateness,
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const typeOf: Record<string, CaseFact['type']> = {
  ...{ opened: 'baton.case.opened.v1', amended: 'baton.case.amended.v1', closed: 'baton.case.closed.v1' },
  ...{ cancelled: 'baton.case.cancelled.v1', reopened: 'baton.case.reopened.v1' },
  ...{ granted: 'baton.special-handling.granted.v1' },
};

const caseFactOf = ({ what, caseId, leg, who, far }: Act, header: { id: string; occurredAt: number }): CaseFact => {
  const needBy = header.occurredAt + far * 2 * hour;
  const fields: Record<string, object> = {
    opened: { title: 't', customer: 'desk', route: 'relay', ...(far > 15 ? { needBy } : {}) },
    ...{ amended: { needBy }, reopened: { needBy }, offered: { to: who, ...(far > 50 ? { validUntil: needBy } : {}) } },
    paused: { cause: 'wait', ...(far > 30 ? { until: header.occurredAt + far * 10 * minute } : {}) },
    granted: { handling: far > 50 ? 'alone' : 'deputy', reason: 'r', leg: 'sign' },
  };
  const actor = what === 'granted' ? 'boss' : who;
  const type = typeOf[what] ?? (`baton.handoff.${what}.v1` as CaseFact['type']);
  return { ...header, caseId, actor, type, ...(leg === undefined ? {} : { leg }), ...fields[what] } as CaseFact;
};

const referenceFactOf = ({ what, who, far }: Act, header: { id: string; occurredAt: number }): ReferenceFact => {
  const absence = { absence: `${who} leave`, party: who, actor: 'hr' };
  const from = header.occurredAt + (far % 5) * 6 * hour;
  if (what === 'back') return { ...header, ...absence, type: 'baton.people.absence-ended.v1' };
  return { ...header, ...absence, type: 'baton.people.absence-declared.v1', from, until: from + far * 4 * hour };
};

const factsOf = (one: Act, header: { id: string; occurredAt: number }, rules: Rules): Fact[] => {
  if (one.what === 'calendar') return [rules.calendar(header, one.far)];
  if (one.what === 'roster') return [rules.roster(header, one.far)];
  if (one.what === 'absent' || one.what === 'back') return [referenceFactOf(one, header)];
  if (one.what !== 'pass') return [caseFactOf(one, header)];
  const passes = ['offered', 'granted', 'accepted', 'completed'];
  const leg = one.leg ?? 'sign';
  return passes
    .slice(0, 1 + (one.far % 4))
    .map((what, index) =>
      caseFactOf(
        { ...one, what, leg },
        { id: `${header.id}.${index}`, occurredAt: header.occurredAt + index * 20 * minute },
      ),
    );
};

/** Edits of the rules, which differ by a number. */
export interface Rules {
  calendar(header: { id: string; occurredAt: number }, edit: number): ReferenceFact;
  roster(header: { id: string; occurredAt: number }, edit: number): ReferenceFact;
}

/** A case that nobody opens is there too; most stories are about one that somebody does. */
const opening: Act = { what: 'opened', caseId: 'c1', leg: undefined, who: 'ann', far: 20, gap: 0, lateness: 0 };

/** Facts in the order and at the instants at which a ledger records them. */
export const arrivals = (rules: Rules, options: { readonly late: boolean }): fc.Arbitrary<Arrival[]> =>
  fc.array(act, { minLength: 12, maxLength: 28, size: 'max' }).map((acts) => {
    let occurredAt = start;
    const all = [opening, ...acts].flatMap((one, index) => {
      occurredAt += one.gap;
      const wait = options.late ? one.lateness : 0;
      const facts = factsOf(one, { id: `f${index}`, occurredAt }, rules);
      return facts.map((fact) => ({ fact, recordedAt: fact.occurredAt + wait }));
    });
    return all.sort((left, right) => left.recordedAt - right.recordedAt);
  });
