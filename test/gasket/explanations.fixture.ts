import type { Explanation, ExplanationView, Fact } from '@baton/contracts';
import { type Explained, HandoffEngine, explain, meaning } from '@baton/handoff-engine';
import type { Language } from '@baton/wording';
import { foldCase } from '../../services/handoff/src/case-history/case-as-of.ts';
import { explanationViewOf } from '../../services/handoff/src/explain-case/explanation-view.ts';
import type { LedgerRow } from '../../services/handoff/src/ledger-reader/ledger-row.ts';
import type { Shards } from '../../services/handoff/src/ledger/shards.ts';
import { People } from '../../services/handoff/src/parties/people.ts';
import { reference, text } from './play.fixture.ts';
import { at, caseId } from './timeline.ts';

/** Everything recorded as it occurs, all of one instant in one append; time passes up to the last instant. */
export const ledgerOf = (facts: readonly Fact[], until: string): LedgerRow[] => {
  const engine = new HandoffEngine();
  const rows: LedgerRow[] = [];
  const append = (recordedAt: number, together: readonly Fact[]): void => {
    const decisions = together.flatMap((fact) => engine.apply(fact, recordedAt));
    decisions.push(...engine.advance(recordedAt).decisions);
    if (together.length + decisions.length === 0) return;
    rows.push({
      shard: 0,
      revision: rows.length,
      append: { meaning, recordedAt, input: {}, facts: together, decisions },
    });
  };
  const all = [...reference(), ...facts].filter(({ occurredAt }) => occurredAt <= at(until));
  for (const instant of new Set(all.map(({ occurredAt }) => occurredAt))) {
    for (let due = engine.nextDue(); due !== undefined && due < instant; due = engine.nextDue()) append(due, []);
    append(
      instant,
      all.filter(({ occurredAt }) => occurredAt === instant),
    );
  }
  for (let due = engine.nextDue(); due !== undefined && due <= at(until); due = engine.nextDue()) append(due, []);
  return rows;
};

/** As the service tells it at an instant of a ledger that goes on. */
export const viewAt = (
  rows: readonly LedgerRow[],
  when: string,
  what: Explained & { readonly language?: Language } = {},
): ExplanationView => {
  const known = foldCase(rows, caseId, { at: at(when), by: 'recorded' })!;
  const people = new People({ reference: known.engine.reference } as unknown as Shards);
  return explanationViewOf(known, rows, { people, language: 'en', ...what });
};

/** Folded at once up to an instant, and explained as it stands there. */
export const explainAt = (facts: readonly Fact[], when: string, what: Explained = {}): Explanation => {
  const engine = new HandoffEngine();
  for (const fact of [...reference(), ...facts]) {
    if (fact.occurredAt <= at(when)) engine.apply(fact, fact.occurredAt);
  }
  engine.advance(at(when));
  const entry = engine.entry(caseId)!;
  return explain(engine.look(entry, at(when)), entry, what);
};

/** `kind leg verdict instant`, in the order of the findings. */
export const verdicts = ({ findings }: Explanation): string[] =>
  findings.map(({ kind, leg, verdict, since, at: then }) => {
    const instant = since ?? then;
    return [kind, leg, verdict, instant === undefined ? undefined : text(instant)].filter(Boolean).join(' ');
  });
