import { type ExplanationView, type Finding, type FindingView, formatInstant } from '@baton/contracts';
import { type Explained, explain } from '@baton/handoff-engine';
import { type ExplainContext, type Language, findingWords, ruleSentence, wording } from '@baton/wording';
import type { CaseAsOf } from '../case-history/case-as-of.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import type { People } from '../parties/people.ts';
import { routeWords } from '../parties/route-words.ts';
import { Evidence } from './evidence.ts';

export interface ExplanationContext extends Explained {
  readonly people: People;
  readonly language: Language;
}

/** What the engine says of a case, in words, with the entries of the ledger that it rests on. `rows`: of the case. */
export const explanationViewOf = (
  known: CaseAsOf,
  rows: readonly LedgerRow[],
  { people, language, kind, leg }: ExplanationContext,
): ExplanationView => {
  const { engine, entry, asOf } = known;
  const { state } = entry;
  const say = wording(language);
  const words: ExplainContext = {
    names: (id) => people.name(id, language),
    legTitle: routeWords(state.route, language).legTitle,
    zone: people.zone(state.route.owner),
  };
  const evidence = new Evidence(rows, { caseId: state.id, people, language }, words);
  const { findings, rules } = explain(engine.look(entry, asOf), entry, { kind, leg });
  return {
    caseId: state.id,
    title: state.title,
    asOf: formatInstant(asOf),
    status: state.status,
    accountable: people.view(state.accountable, language),
    findings: findings.map((finding) => ({
      ...headOf(finding),
      ...findingWords(say, finding, words),
      entries: evidence.of(finding, asOf),
    })),
    rules: rules.map((detail) => ({ sentence: ruleSentence(say, detail, words), detail })),
    zone: words.zone,
  };
};

const headOf = ({
  kind,
  leg,
  verdict,
  episode,
  since,
  at,
}: Finding): Pick<FindingView, 'kind' | 'leg' | 'verdict' | 'episode' | 'since' | 'at'> => ({
  kind,
  ...(leg === undefined ? {} : { leg }),
  verdict,
  ...(episode === undefined ? {} : { episode }),
  ...(since === undefined ? {} : { since: formatInstant(since) }),
  ...(at === undefined ? {} : { at: formatInstant(at) }),
});
