import type { Finding, Lack, Reason, RuleVersion } from '@baton/contracts';
import type { Speech } from '../speech.ts';
import { conclusionOf, reasonOf } from './conclusions.ts';
import { reasonSentence } from './reasons.ts';
import { type ExplainContext, telling } from './telling.ts';

export type { ExplainContext } from './telling.ts';

export interface FindingWords {
  readonly conclusion: string;
  readonly reasons: readonly { readonly sentence: string; readonly detail: Reason }[];
  /** Why it is not so, where the conclusion says it. */
  readonly lacks?: Lack;
}

/** The conclusion of a finding, and a sentence for each of its reasons; `**` marks the decisive words. */
export const findingWords = (say: Speech, finding: Finding, context: ExplainContext): FindingWords => {
  const tell = telling(say, context);
  const why = finding.verdict === 'not-stalled' ? reasonOf(finding, 'condition') : undefined;
  return {
    conclusion: conclusionOf(tell, finding),
    reasons: finding.reasons
      .filter((reason) => reason !== why)
      .map((detail) => ({ sentence: reasonSentence(tell, detail), detail })),
    ...(why === undefined ? {} : { lacks: why.lacks }),
  };
};

/** Which route or policy is in force, and the file that it was published from. */
export const ruleSentence = (say: Speech, rule: RuleVersion, context: ExplainContext): string => {
  const { source, hash } = rule;
  const provenance = [
    source === undefined ? '' : say.text('explain.rule.source', { source }),
    hash === undefined ? '' : say.text('explain.rule.hash', { hash }),
  ].join('');
  return say.text('explain.rule.in-force', { rule: telling(say, context).rule(rule), provenance });
};
