import { isDeepStrictEqual } from 'node:util';
import type { CaseFact } from '@baton/contracts';
import { type Kind, checkCase, difference } from './checks.fixture.ts';
import { begun, endOf } from './laws.fixture.ts';
import { hour } from './relay.fixture.ts';
import { isCaseFact } from './rulebook.fixture.ts';
import type { Arrival } from './stories.fixture.ts';

const byName = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const once = (names: readonly string[]): string[] => [...new Set(names)].sort(byName);

/** Who has what, which clocks run, and which stalls there were and are: nothing of when it was known. */
const outcome = (kind: Kind, story: readonly Arrival[], end: number): unknown => {
  const engine = begun(kind);
  for (const { fact, recordedAt } of story) {
    engine.apply(fact, recordedAt);
    for (const entry of engine.entries()) checkCase(entry);
  }
  engine.advance(end);
  const cases = Array.from(engine.entries(), ({ id, state, episodes }) => {
    const told = episodes.filter((episode) => episode.status !== 'retracted');
    const named = (open: boolean): string[] =>
      told
        .filter((episode) => !open || episode.status === 'open')
        .map((episode) => `${episode.kind} ${episode.leg} ${episode.dueAt}`);
    const legs = state.legs
      .filter((leg) => leg.state !== 'ahead')
      .map((leg) => `${leg.definition.id} ${leg.state} ${leg.holder} ${leg.receiver}`);
    const clocks = state.clocks.map(
      ({ kind: of, leg, due, consumed }) => `${of} ${leg?.definition.id} ${due} ${consumed}`,
    );
    return [
      id,
      { status: state.status, accountable: state.accountable, legs: once(legs), clocks: clocks.sort(byName) },
      { open: once(named(true)), told: once(named(false)) },
    ] as const;
  });
  return Object.fromEntries(cases.map(([id, ...rest]) => [id, rest]));
};

type Take = Extract<
  CaseFact,
  { type: 'baton.handoff.accepted.v1' | 'baton.handoff.completed.v1' | 'baton.handoff.progressed.v1' }
>;
const takes: readonly string[] = ['accepted', 'completed', 'progressed'].map((name) => `baton.handoff.${name}.v1`);
const isTake = (fact: CaseFact): fact is Take => takes.includes(fact.type);

/** Acceptances compete when another party's work on the same leg could be taken for one. */
const withoutCompetition = (story: readonly Arrival[]): Arrival[] => {
  const taker = new Map<string, string>();
  return story.filter(({ fact }) => {
    if (!isCaseFact(fact)) return false;
    if (!isTake(fact)) return true;
    if (fact.leg === undefined) return false;
    const key = `${fact.caseId} ${fact.leg}`;
    if (!taker.has(key)) taker.set(key, fact.actor);
    return taker.get(key) === fact.actor;
  });
};

/** No two facts at one instant: which of them came first nobody could tell. */
const spread = (story: readonly Arrival[]): Arrival[] => {
  let last = -Infinity;
  return story
    .toSorted((one, other) => one.fact.occurredAt - other.fact.occurredAt)
    .map(({ fact }) => {
      last = Math.max(fact.occurredAt, last + 1);
      return { fact: { ...fact, occurredAt: last }, recordedAt: last };
    });
};

/** A mistake can only be taken back once it was made. */
const withoutForesight = (story: readonly Arrival[]): Arrival[] => {
  const made = new Set<string>();
  return story.filter(({ fact }) => {
    made.add(fact.id);
    return fact.type !== 'baton.fact.voided.v1' || made.has(fact.fact);
  });
};

/** The facts of cases alone: rules act from when they are recorded. */
export const uncontested = (story: readonly Arrival[]): Arrival[] =>
  withoutForesight(spread(withoutCompetition(story)));

const later = (story: readonly Arrival[], waits: readonly number[]): Arrival[] =>
  story
    .map(({ fact }, index) => ({ fact, recordedAt: fact.occurredAt + waits[index % waits.length]! * hour }))
    .sort((one, other) => one.recordedAt - other.recordedAt);

/** Facts that arrive in another order, each within the week, end in the same holders, clocks and stalls. */
export const ordersAlike = (kind: Kind, story: readonly Arrival[], waits: readonly number[]): void => {
  const facts = uncontested(story);
  const shuffled = later(facts, waits);
  const end = endOf(shuffled) + 30 * 24 * hour;
  const [came, expected] = [outcome(kind, shuffled, end), outcome(kind, facts, end)];
  if (!isDeepStrictEqual(came, expected)) throw new Error(`delivered late: ${difference(came, expected)}`);
};
