import type { CaseFact } from '@baton/contracts';
import type { Document } from '@baton/read-model';
import { type CardEffect, type CardWords, effectOf } from './card-effects.ts';

/** A case in a few words: for lists, and for the small relay of the board. */
export interface CaseCard extends Document, CardWords {
  readonly accountable: string;
  /** What the facts before `effects` said; they can no longer be taken back. */
  readonly settled: CardWords;
  /** The newest, in order of occurrence: one that arrives late, or that is taken back, changes the words again. */
  readonly effects: readonly CardEffect[];
}

/** A card is written again with every fact of its case: it must not grow without end. */
const maxEffects = 200;

export const blankCard = (id: string, openedAt: number): CaseCard => {
  const settled = blankWords(id, openedAt);
  return { ...settled, id, accountable: '', settled, effects: [] };
};

const blankWords = (id: string, openedAt: number): CardWords => ({
  title: id,
  status: 'open',
  impact: 'normal',
  customer: '',
  route: null,
  openedAt,
  needBy: null,
  legs: {},
});

/** `at`: the instant at which the fact counts. Answers the same card when the fact says nothing that a card shows. */
export const withFact = (card: CaseCard, fact: CaseFact, at: number): CaseCard => {
  const effect = effectOf(fact, at);
  if (effect === undefined) return card;
  const place = card.effects.findLastIndex((other) => other.at <= at) + 1;
  const all = card.effects.toSpliced(place, 0, effect);
  const effects = all.slice(-maxEffects);
  const settled = wordsOf(all.slice(0, -maxEffects), card.settled, all);
  return { ...card, ...wordsOf(effects, settled), settled, effects };
};

const wordsOf = (effects: readonly CardEffect[], before: CardWords, all = effects): CardWords => {
  const voided = new Set(all.flatMap(({ voids }) => voids ?? []));
  return effects.filter(({ fact }) => !voided.has(fact)).reduce(withEffect, before);
};

const withEffect = (words: CardWords, { words: changed = {}, leg }: CardEffect): CardWords => ({
  ...words,
  ...changed,
  legs: leg === undefined ? words.legs : withLeg(words.legs, leg),
});

const withLeg = (legs: CardWords['legs'], [leg, progress]: NonNullable<CardEffect['leg']>): CardWords['legs'] => {
  const { [leg]: _, ...others } = legs;
  return progress === 'none' ? others : { ...others, [leg]: progress };
};
