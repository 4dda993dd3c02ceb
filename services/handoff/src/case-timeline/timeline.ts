import { type Decision, type Fact, type TimelineEntry, formatInstant } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { type Language, wording } from '@baton/wording';
import { type LedgerRow, isCaseFact } from '../ledger-reader/ledger-row.ts';
import type { People } from '../parties/people.ts';
import { routeWords } from '../parties/route-words.ts';

export interface TimelineContext {
  readonly caseId: string;
  readonly people: People;
  readonly language: Language;
}

interface Placed {
  readonly row: LedgerRow;
  /** Within the append: facts first, then decisions. */
  readonly index: number;
}

/** Entries in the order in which they were folded, each with who was accountable after it. */
export const timelineOf = (rows: readonly LedgerRow[], context: TimelineContext): TimelineEntry[] => {
  const engine = new HandoffEngine();
  const entries: TimelineEntry[] = [];
  for (const row of rows) entries.push(...entriesOf(row, engine, context));
  return entries;
};

/** Folds the append again, fact by fact, so that each decision stands behind the fact that brought it about. */
const entriesOf = (row: LedgerRow, engine: HandoffEngine, context: TimelineContext): TimelineEntry[] => {
  const { facts, decisions, recordedAt } = row.append;
  const places = new Map(decisions.map((decision, index) => [decision.id, facts.length + index]));
  const entries: TimelineEntry[] = [];
  const say = (made: readonly Decision[]): void => {
    for (const { id, caseId } of made) {
      const index = places.get(id);
      if (caseId !== context.caseId || index === undefined) continue;
      entries.push(entryOf({ row, index }, decisions[index - facts.length]!, { engine, ...context }));
    }
  };
  say(engine.advance(recordedAt).decisions);
  for (const [index, fact] of facts.entries()) {
    if (isCaseFact(fact) && fact.caseId !== context.caseId) continue;
    const made = engine.apply(fact, recordedAt);
    if (concerns(fact, engine, context.caseId)) entries.push(entryOf({ row, index }, fact, { engine, ...context }));
    say(made);
  }
  say(engine.advance(recordedAt).decisions);
  return entries;
};

/** Of the facts of no case, the absences of those on the case's way are part of its story. */
const concerns = (fact: Fact, engine: HandoffEngine, caseId: string): boolean => {
  if (isCaseFact(fact)) return true;
  if (fact.type !== 'baton.people.absence-declared.v1' && fact.type !== 'baton.people.absence-ended.v1') return false;
  const state = engine.entry(caseId)?.state;
  if (state === undefined || state.status !== 'open') return false;
  return [...state.route.legs.map((leg) => leg.party), ...state.legs.flatMap((leg) => leg.deputies)].includes(
    fact.party,
  );
};

const entryOf = (
  { row, index }: Placed,
  what: Fact | Decision,
  context: TimelineContext & { engine: HandoffEngine },
): TimelineEntry => {
  const { engine, caseId, people, language } = context;
  const entry = engine.entry(caseId);
  const accountable = entry?.record.accountable ?? '';
  const { legTitle } = routeWords(entry?.state.route, language);
  const leg = 'leg' in what ? what.leg : undefined;
  const receiver = entry?.state.legs.find((one) => one.definition.id === leg)?.receiver;
  const names = (id: string): string => people.name(id, language);
  const isFact = 'occurredAt' in what;
  return {
    position: `${row.revision}.${index}`,
    occurredAt: formatInstant(isFact ? what.occurredAt : what.dueAt),
    recordedAt: formatInstant(row.append.recordedAt),
    kind: isFact ? 'fact' : 'decision',
    type: what.type,
    ...(leg === undefined ? {} : { leg }),
    ...(isFact ? { actor: people.view(what.actor, language) } : {}),
    accountable: people.view(accountable, language),
    sentence: wording(language).timelineSentence(what, {
      ...{ names, legTitle, accountable, zone: people.zone(accountable) },
      ...(leg === undefined ? {} : { leg }),
      ...(receiver === undefined ? {} : { receiver }),
    }),
    weight: weightOf(what.type),
    evidence: what,
  };
};

const weightOf = (type: string): TimelineEntry['weight'] => {
  if (type === 'stall-raised' || type === 'fact-refused') return 'alert';
  return type === 'stall-cleared' || type === 'stall-retracted' || type === 'special-handling-ordered'
    ? 'relief'
    : 'plain';
};
