import type { Wording } from '../wording.ts';
import type { TimelineContext } from './timeline.ts';

/** What the sentences of a timeline are told with. */
export interface Telling {
  readonly text: Wording['text'];
  readonly context: TimelineContext;
  readonly name: (partyId: string | undefined) => string;
  readonly names: (partyIds: readonly string[]) => string;
  readonly list: (words: readonly string[]) => string;
  readonly leg: (legId: string | undefined) => string;
  readonly instant: (at: number | undefined) => string;
  readonly span: (from: number, until: number) => { readonly from: string; readonly until: string };
}

export const telling = (say: Wording, context: TimelineContext): Telling => {
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
