import fc from 'fast-check';
import type { Fact } from '@baton/contracts';
import { type Act, factOf } from './acts.fixture.ts';
import { hour, minute } from './relay.fixture.ts';
import { start } from './rulebook.fixture.ts';
import { scenes } from './scenes.fixture.ts';

/** A fact and when the ledger records it. */
export interface Arrival {
  readonly fact: Fact;
  readonly recordedAt: number;
}

const people = ['ann', 'bob', 'bob', 'bea', 'cid', 'crew', 'team', 'vacancy', 'eve'];
const legs = ['ask', 'sign', 'sign', 'side', 'pay', 'end'];
const often = (what: string, times: number): string[] => Array.from({ length: times }, () => what);
const acts: readonly string[] = [
  ...[
    'opened',
    'amended',
    'amended',
    'closed',
    'cancelled',
    'reopened',
    'confirmed',
    'feedback',
    'migrated',
    'linked',
  ].map((name) => `case.${name}`),
  ...['announced', 'offered', 'offered', 'accepted', 'declined', 'withdrawn', 'returned', 'returned', 'referred'].map(
    (name) => `handoff.${name}`,
  ),
  ...['progressed', 'progressed', 'paused', 'resumed', 'completed', 'completed'].map((name) => `handoff.${name}`),
  ...['granted', 'refused', 'carried-out'].map((name) => `special-handling.${name}`),
  ...['acknowledged', 'acknowledged', 'acknowledged', 'acknowledgement-ended', 'snoozed'].map(
    (name) => `stall.${name}`,
  ),
  'fact.voided',
  ...often('people.absence-declared', 3),
  ...['absence-ended', 'delegation-appointed', 'delegation-accepted', 'delegation-revoked'].map(
    (name) => `people.${name}`,
  ),
  ...['rules.silence-set', 'rules.silence-ended'],
  ...['calendar', 'roster', 'route', 'policy', 'durations'].map((name) => `edit.${name}`),
  ...often('pass', 9),
  ...Object.keys(scenes),
];

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

interface TimedAct extends Act {
  readonly gap: number;
  readonly lateness: number;
}

const timed: fc.Arbitrary<TimedAct> = fc.record({
  what: fc.constantFrom(...acts),
  caseId: fc.constantFrom('c1', 'c1', 'c1', 'c2', 'c2', 'c3', 'c4'),
  leg: fc.option(fc.constantFrom(...legs), { nil: undefined, freq: 4 }),
  who: fc.constantFrom(...people),
  other: fc.constantFrom(...people),
  far: fc.integer({ min: 1, max: 60 }),
  gap,
  lateness,
});

const factsOf = (act: TimedAct, id: string, occurredAt: number): Fact[] => {
  const scene = scenes[act.what];
  if (scene === undefined) return [factOf(act, { id, occurredAt })];
  const played = { ...act, leg: act.leg ?? 'ask' };
  return scene(played).map(([minutes, what, change], index) =>
    factOf({ ...played, ...change, what }, { id: `${id}.${index}`, occurredAt: occurredAt + minutes * minute }),
  );
};

const opening = (caseId: string, who: string): TimedAct => ({
  ...{ what: 'case.opened', caseId, who, leg: undefined, other: who, far: 20, gap: 0, lateness: 0 },
});
/** A case that nobody opens is there too; most stories are about ones that somebody does. */
const openings = [opening('c1', 'ann'), opening('c2', 'desk')];

export interface StoryOptions {
  /** Whether the ledger learns of some of it late; `perhaps`: as the story has it. */
  readonly late: boolean | 'perhaps';
  /** Which acts there are in it; all. */
  readonly only?: (what: string) => boolean;
}

/** Facts in the order and at the instants at which a ledger records them. */
export const arrivals = (options: StoryOptions): fc.Arbitrary<Arrival[]> =>
  fc.tuple(fc.array(timed, { minLength: 1, maxLength: 36, size: 'max' }), fc.boolean()).map(([chosen, isLate]) => {
    let occurredAt = start;
    const late = options.late === 'perhaps' ? isLate : options.late;
    const played = chosen.filter(({ what }) => options.only?.(what) ?? true);
    const all = [...openings, ...played].flatMap((act, index) => {
      occurredAt += act.gap;
      const wait = late ? act.lateness : 0;
      return factsOf(act, `f${index}`, occurredAt).map((fact) => ({ fact, recordedAt: fact.occurredAt + wait }));
    });
    return all.sort((left, right) => left.recordedAt - right.recordedAt);
  });
