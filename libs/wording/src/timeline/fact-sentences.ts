import type { Fact, FactType } from '@baton/contracts';
import type { Telling } from './telling.ts';

export type FactOf<T extends FactType> = Extract<Fact, { readonly type: T }>;
/** One sentence for every type of fact, or for those of one area. */
export type FactSentences<T extends FactType = FactType> = {
  readonly [One in T]: (tell: Telling, fact: FactOf<One>) => string;
};

/** Who did it: whom the fact names, otherwise its actor. */
export const by = (tell: Telling, fact: { readonly by?: string; readonly actor: string }): string =>
  tell.name(fact.by ?? fact.actor);
