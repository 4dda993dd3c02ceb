import type { Speech } from '../speech.ts';

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
}

export const telling = (say: Speech, context: TimelineContext): Telling => {
  const format = say.instants(context.zone);
  const name = (partyId: string | undefined): string => (partyId === undefined ? '–' : context.names(partyId));
  const list = (words: readonly string[]): string =>
    words.length === 0 ? '–' : words.reduce((first, last) => say.text('list.more', { first, last }));
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
  };
};
