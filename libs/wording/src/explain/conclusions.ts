import type { Finding, Lack, Reason, ReasonOf } from '@baton/contracts';
import type { Key } from '../catalogues/en.ts';
import { isKey } from '../texts.ts';
import { type Telling, sizeOf } from './telling.ts';

export const reasonOf = <Type extends Reason['type']>(
  { reasons }: Pick<Finding, 'reasons'>,
  type: Type,
): ReasonOf<Type> | undefined => reasons.find((reason): reason is ReasonOf<Type> => reason.type === type);

/** What the conclusion of a finding may name, in words; a dash where the finding does not say. */
const wordsOf = (tell: Telling, finding: Finding) => {
  const { leg, kind, since, at } = finding;
  const budget = reasonOf(finding, 'budget');
  const missing = reasonOf(finding, 'missing')?.missing ?? [];
  const party = reasonOf(finding, 'leg-finish')?.party ?? reasonOf(finding, 'vacancy')?.party;
  return {
    leg: tell.leg(leg),
    kind: tell.text(`kind.${kind}`),
    since: tell.instant(since),
    at: tell.instant(at),
    budget: budget === undefined ? '–' : sizeOf(tell, budget, budget.size),
    party: tell.name(party ?? reasonOf(finding, 'absence')?.party),
    missing: tell.list(missing),
    count: reasonOf(finding, 'hops')?.hops ?? 0,
    finish: tell.instant(reasonOf(finding, 'projection')?.finish),
    needBy: tell.instant(reasonOf(finding, 'need-by')?.needBy),
  };
};

/** What stalls, since when; what will, when; what does not, and why not. */
export const conclusionOf = (tell: Telling, finding: Finding): string => {
  const words = wordsOf(tell, finding);
  if (finding.verdict === 'stalled') return tell.text(stalledKey(finding), words);
  if (finding.verdict === 'would-stall-at') {
    const key = `explain.would.${finding.kind}`;
    const isTold = isKey(key) && (words.budget !== '–' || !byBudget.has(finding.kind));
    return tell.text(isTold ? key : 'explain.would.other', words);
  }
  const because = becauseOf(tell, reasonOf(finding, 'condition'));
  return tell.text(finding.leg === undefined ? 'explain.not.case' : 'explain.not.leg', { ...words, because });
};

/** Their conclusion names a budget. */
const byBudget: ReadonlySet<Finding['kind']> = new Set(['unaccepted', 'overrun']);

const stalledKey = (finding: Finding): Key => {
  const { kind } = finding;
  if (kind === 'idle') {
    return reasonOf(finding, 'budget')?.budget === 'progress' ? 'explain.is.idle.progress' : 'explain.is.idle.offer';
  }
  const isEndless = kind === 'forecast' && reasonOf(finding, 'projection')?.finish === undefined;
  return isEndless ? 'explain.is.forecast-never' : `explain.is.${kind}`;
};

export const becauseOf = (tell: Telling, condition: ReasonOf<'condition'> | undefined): string => {
  if (condition === undefined) return '–';
  const { lacks, party, at, limit } = condition;
  const key: `explain.lacks.${Lack}` = `explain.lacks.${lacks}`;
  return tell.text(key, { party: tell.name(party), at: tell.instant(at), limit: tell.instant(limit) });
};
