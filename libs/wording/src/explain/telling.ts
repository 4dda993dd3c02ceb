import type { BudgetReason, Reason, ReasonOf, RuleVersion, TypicalSource } from '@baton/contracts';
import type { Speech } from '../speech.ts';
import {
  type TimelineContext,
  type Telling as TimelineTelling,
  telling as timelineTelling,
} from '../timeline/telling.ts';

export type ExplainContext = Pick<TimelineContext, 'names' | 'legTitle' | 'zone'>;

/** What the sentences of an explanation are told with. */
export interface Telling extends TimelineTelling {
  /** Working time; a day of it is shorter than one of elapsed time. */
  readonly duration: (durationMs: number) => string;
  readonly elapsed: (durationMs: number) => string;
  readonly rule: (version: RuleVersion | undefined) => string;
  readonly source: (source: TypicalSource | undefined) => string;
  /** One sentence after the other. */
  readonly sentences: (...sentences: readonly (string | undefined)[]) => string;
}

/** A sentence for each type of reason. */
export type ReasonSentences<Type extends Reason['type']> = {
  readonly [One in Type]: (tell: Telling, reason: ReasonOf<One>) => string;
};

const elapsedDayMs = 24 * 60 * 60_000;

export const telling = (say: Speech, context: ExplainContext): Telling => {
  const { text } = say;
  const rule = (version: RuleVersion | undefined): string => {
    if (version === undefined) return text('explain.reason.no-limits-set');
    if (version.version === 0) return text('explain.rule.none');
    return text(`explain.rule.${version.rule}`, { id: version.id, version: String(version.version) });
  };
  return {
    ...timelineTelling(say, context),
    duration: (durationMs) => say.duration(durationMs),
    elapsed: (durationMs) => say.duration(durationMs, elapsedDayMs),
    rule,
    source: (source) => (source === undefined ? '–' : sourceText(text, source, rule)),
    sentences: (...sentences) =>
      sentences
        .filter((sentence) => sentence !== undefined)
        .reduce((first, last) => text('explain.and', { first, last })),
  };
};

const sourceText = (text: Speech['text'], source: TypicalSource, rule: (version: RuleVersion) => string): string => {
  switch (source.from) {
    case 'route':
      return rule(source.rule);
    case 'special-handling':
      return text('explain.source.special-handling', { handling: source.handling });
    case 'learned': {
      const { id, version, quantile, samples: count } = source;
      return text('explain.source.learned', { id, version: String(version), quantile: String(quantile), count });
    }
  }
};

/** A duration as its budget counts it. */
export const sizeOf = (tell: Telling, { counting }: Pick<BudgetReason, 'counting'>, durationMs: number): string =>
  counting === 'elapsed' ? tell.elapsed(durationMs) : tell.duration(durationMs);
