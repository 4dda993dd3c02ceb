import { type Decision, type Fact, type LedgerAppend, type TimelineEntry, formatInstant } from '@baton/contracts';
import { type CaseState, HandoffEngine } from '@baton/handoff-engine';
import { type Language, wording } from '@baton/wording';
import { foldAppend } from '../case-history/case-as-of.ts';
import { type LedgerRow, isCaseFact } from '../ledger-reader/ledger-row.ts';
import { isOlder } from '../ledger/replay.ts';
import type { People } from '../parties/people.ts';
import { routeWords } from '../parties/route-words.ts';

export interface TimelineContext {
  readonly caseId: string;
  readonly people: People;
  readonly language: Language;
}

interface Placed {
  readonly row: LedgerRow;
  readonly index: number;
}

/** Entries in the order in which they were folded, each with who was accountable after it. */
export const timelineOf = (rows: readonly LedgerRow[], context: TimelineContext): TimelineEntry[] => {
  const retelling = new Retelling(context);
  for (const row of rows) retelling.take(row);
  return retelling.entries;
};

/** Folds appends again, fact by fact, so that each decision stands behind the fact that brought it about. */
class Retelling {
  readonly entries: TimelineEntry[] = [];
  private readonly engine = new HandoffEngine();
  /** Folds the facts of an older meaning as if they were of this one, for the words of their route. */
  private readonly older = new HandoffEngine();
  /** Made by one append and recorded in a following one. */
  private awaited: string[] = [];

  constructor(private readonly context: TimelineContext) {}

  take(row: LedgerRow): void {
    const { append } = row;
    if (isOlder(append)) return this.takeOlder(row);
    const { facts, recordedAt, meaningChanged } = append;
    const places = placesOf(append);
    const say = (made: readonly string[]): void => {
      for (const id of made) if (!this.tell(row, places.get(id))) this.awaited.push(id);
    };
    say(this.awaited.splice(0));
    if (meaningChanged !== undefined) say(this.own(this.engine.changeMeaning(recordedAt)));
    say(this.own(this.engine.advance(recordedAt).decisions));
    for (const [index, fact] of facts.entries()) {
      if (isCaseFact(fact) && fact.caseId !== this.context.caseId) continue;
      const made = this.own(this.engine.apply(fact, recordedAt));
      if (concerns(fact, this.engine, this.context.caseId)) this.tell(row, index);
      say(made);
    }
    say(this.own(this.engine.advance(recordedAt).decisions));
    if (append.unfinished !== true) this.awaited = [];
  }

  /** What an older meaning made of it is only recorded: facts, then decisions. */
  private takeOlder(row: LedgerRow): void {
    const { facts, decisions, recordedAt } = row.append;
    const { caseId } = this.context;
    const told = foldAppend(this.engine, row.append, caseId);
    for (const [index, fact] of facts.entries()) {
      if (isCaseFact(fact) && fact.caseId !== caseId) continue;
      this.older.apply(fact, recordedAt);
      if (concerns(fact, this.older, caseId)) this.tell(row, index, this.older);
    }
    for (const decision of told) this.tell(row, facts.length + decisions.indexOf(decision), this.older);
  }

  private own(made: readonly Decision[]): string[] {
    return made.filter(({ caseId }) => caseId === this.context.caseId).map(({ id }) => id);
  }

  /** False: this append does not have it. */
  private tell(row: LedgerRow, index: number | undefined, words = this.engine): boolean {
    if (index === undefined) return false;
    const { facts, decisions } = row.append;
    const what = facts[index] ?? decisions[index - facts.length]!;
    const { caseId } = this.context;
    const accountable = this.engine.entry(caseId)?.accountable ?? '';
    const state = words.entry(caseId)?.state;
    this.entries.push(entryOf({ row, index }, what, { ...this.context, state, accountable }));
    return true;
  }
}

/** Within the append: facts first, then decisions. */
const placesOf = ({ facts, decisions }: LedgerAppend): ReadonlyMap<string, number> =>
  new Map(decisions.map((decision, index) => [decision.id, facts.length + index]));

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

interface EntryContext extends TimelineContext {
  readonly state: CaseState | undefined;
  readonly accountable: string;
}

const entryOf = ({ row, index }: Placed, what: Fact | Decision, context: EntryContext): TimelineEntry => {
  const { state, accountable, people, language } = context;
  const { legTitle } = routeWords(state?.route, language);
  const leg = 'leg' in what ? what.leg : undefined;
  const receiver = state?.legs.find((one) => one.definition.id === leg)?.receiver;
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
