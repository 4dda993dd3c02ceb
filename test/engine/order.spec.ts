import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact, ReferenceFact } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { checkCase, hour, rules } from './relay.fixture.ts';
import { type Arrival, arrivals } from './stories.fixture.ts';

const runs = { numRuns: process.env['BATON_DEEP'] === undefined ? 300 : 10_000 };
const skipped = (header: { id: string; occurredAt: number }): ReferenceFact => ({
  ...{ ...header, type: 'baton.people.roster-changed.v1', actor: 'hr', parties: [] },
});

/** What nobody can mistake: no edits of the rules, and no two acceptances that compete. */
const isPlain = ({ fact }: Arrival): boolean => 'caseId' in fact && fact.type !== 'baton.handoff.progressed.v1';

const outcome = (story: readonly Arrival[], end: number) => {
  const engine = new HandoffEngine();
  for (const [index, fact] of rules().entries()) engine.apply({ ...fact, id: `rule ${index}` }, fact.occurredAt);
  for (const { fact, recordedAt } of story) {
    engine.apply(fact, recordedAt);
    for (const entry of engine.entries()) checkCase(entry);
  }
  engine.advance(end);
  return Array.from(engine.entries(), ({ id, state, record }) => ({
    ...{ id, status: state.status, accountable: state.accountable },
    legs: state.legs
      .filter((leg) => leg.state !== 'ahead')
      .map(({ definition, state: now, holder, receiver }) => ({ leg: definition.id, now, holder, receiver }))
      .sort((one, other) => (one.leg < other.leg ? -1 : 1)),
    clocks: state.clocks
      .map(({ kind, leg, due, consumed }) => `${kind} ${leg?.definition.id} ${due} ${consumed}`)
      .sort(),
    open: record.episodes
      .filter((episode) => episode.status === 'open')
      .map(({ kind, leg, dueAt }) => `${kind} ${leg} ${dueAt}`)
      .sort(),
    told: record.episodes
      .filter((episode) => episode.status !== 'retracted')
      .map(({ kind, leg, dueAt }) => `${kind} ${leg} ${dueAt}`)
      .sort()
      .filter((one, index, all) => one !== all[index - 1]),
  })).sort((one, other) => (one.id < other.id ? -1 : 1));
};

const later = (story: readonly Arrival[], waits: readonly number[]): Arrival[] =>
  story
    .map(({ fact }, index) => ({ fact, recordedAt: fact.occurredAt + waits[index % waits.length]! * hour }))
    .sort((one, other) => one.recordedAt - other.recordedAt);

/** Acceptances compete when another party's work on the same case could be taken for one. */
const withoutCompetition = (story: readonly Arrival[]): Arrival[] => {
  const taker = new Map<string, string>();
  return story.filter(({ fact }) => {
    if (!isAcceptance(fact)) return true;
    const key = `${fact.caseId} ${fact.leg ?? ''}`;
    if (fact.leg === undefined) return false;
    if (!taker.has(key)) taker.set(key, fact.actor);
    return taker.get(key) === fact.actor;
  });
};

const isAcceptance = (fact: Fact): fact is Extract<Fact, { type: 'baton.handoff.accepted.v1' }> =>
  fact.type === 'baton.handoff.accepted.v1' || fact.type === 'baton.handoff.completed.v1';

describe('facts that arrive in another order, each within the week', () => {
  it('end in the same holders, clocks and stalls', () => {
    fc.assert(
      fc.property(
        arrivals({ calendar: skipped, roster: skipped }, { late: false }).map((story) => story),
        fc.array(fc.nat({ max: 160 }), { minLength: 1, maxLength: 9 }),
        (story, waits) => {
          const facts = spread(withoutCompetition(story.filter(isPlain)));
          const shuffled = later(facts, waits);
          const end = (shuffled.at(-1)?.recordedAt ?? 0) + 60 * 24 * hour;
          expect(outcome(shuffled, end)).toEqual(outcome(facts, end));
        },
      ),
      runs,
    );
    expect.hasAssertions();
  });
});

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
