import type { Option, StallKind } from '@baton/contracts';
import { wayOut } from '../alert/act.ts';
import { listOf } from '../alert/words.ts';
import type { Speech } from '../speech.ts';
import { isKey } from '../texts.ts';

export interface TimelineContext {
  readonly names: (partyId: string) => string;
  readonly legTitle: (legId: string) => string;
  /** IANA zone in which instants are said. */
  readonly zone: string;
  /** The leg that the entry is about, when the entry itself does not name it. */
  readonly leg?: string;
  /** Who was accountable once the entry had been folded. */
  readonly accountable?: string;
  /** To whom an offer went that does not say so itself. */
  readonly receiver?: string;
}

/** What the sentences of a timeline are told with. */
export interface Telling {
  readonly text: Speech['text'];
  readonly context: TimelineContext;
  readonly name: (partyId: string | undefined) => string;
  readonly names: (partyIds: readonly string[]) => string;
  readonly list: (words: readonly string[]) => string;
  readonly leg: (legId: string | undefined) => string;
  readonly instant: (at: number | undefined) => string;
  readonly span: (from: number, until: number) => { readonly from: string; readonly until: string };
  /** Parties in the order in which they were asked. */
  readonly path: (partyIds: readonly string[]) => string;
  readonly way: (option: Option) => string;
  /** Which stalls are meant: of a leg, of a kind, both, or all. */
  readonly about: (meant: { readonly leg?: string | undefined; readonly kind?: StallKind | undefined }) => string;
  /** A sentence with what somebody wrote beside it, if anything. */
  readonly noted: (what: string, note: string | undefined) => string;
  /** Words for a name that may be one of ours; a name without words stays as it is. */
  readonly known: (group: string, name: string) => string;
}

export const telling = (say: Speech, context: TimelineContext): Telling => {
  const format = say.instants(context.zone);
  const name = (partyId: string | undefined): string => (partyId === undefined ? '–' : context.names(partyId));
  const list = (words: readonly string[]): string => listOf(say, words, 'list.more');
  return {
    text: say.text,
    context,
    name,
    list,
    names: (partyIds) => list(partyIds.map(name)),
    leg: (legId) => {
      const known = legId ?? context.leg;
      return known === undefined ? '–' : context.legTitle(known);
    },
    instant: (at) => (at === undefined ? '–' : format.instant(at)),
    span: format.span,
    path: (partyIds) => listOf(say, partyIds.map(name), 'list.path'),
    way: (option) => wayOut(say, option, context).title,
    about: ({ leg, kind }) => {
      if (leg === undefined) return kind === undefined ? say.text('about.all') : say.text(`kind.${kind}`);
      const title = context.legTitle(leg);
      return kind === undefined
        ? say.text('about.leg', { leg: title })
        : say.text('about.leg-kind', { leg: title, kind: say.text(`kind.${kind}`) });
    },
    noted: (what, note) => (note === undefined || note === '' ? what : say.text('fact.noted', { what, note })),
    known: (group, word) => {
      const key = `${group}.${word}`;
      return isKey(key) ? say.text(key) : word;
    },
  };
};
