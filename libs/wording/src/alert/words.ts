import type { Option, StallRaised } from '@baton/contracts';
import type { InstantFormat } from '../instants.ts';
import type { Speech } from '../speech.ts';

export interface AlertContext {
  readonly names: (partyId: string) => string;
  readonly legTitle: (legId: string) => string;
  /** Best first; none: there is no way out. */
  readonly options: readonly Option[];
  readonly now: number;
  /** IANA zone in which instants are said. */
  readonly zone: string;
}

/** What every reason may name, in words; a dash where the decision does not say. */
export interface Words {
  readonly title: string;
  readonly leg: string;
  readonly party: string;
  readonly accountable: string;
  readonly customer: string;
  readonly actBy: string;
  readonly needBy: string;
  readonly projectedFinish: string;
  readonly acceptedAt: string;
  readonly offeredAt: string;
  readonly until: string;
  readonly missing: string;
}

/** What the reasons of one alert are told with. */
export interface AlertTelling {
  readonly say: Speech;
  readonly stall: StallRaised;
  readonly words: Words;
  readonly context: AlertContext;
  readonly format: InstantFormat;
}

export const alertTelling = (say: Speech, stall: StallRaised, context: AlertContext): AlertTelling => {
  const format = say.instants(context.zone);
  const instant = (at: number | undefined): string => (at === undefined ? '–' : format.instant(at));
  const words: Words = {
    title: stall.title,
    leg: stall.leg === undefined ? '–' : context.legTitle(stall.leg),
    party: context.names(stall.party ?? stall.accountable),
    accountable: context.names(stall.accountable),
    customer: context.names(stall.customer),
    actBy: instant(stall.actBy),
    needBy: instant(stall.needBy),
    projectedFinish: instant(stall.projectedFinish),
    acceptedAt: instant(stall.acceptedAt),
    offeredAt: instant(stall.offeredAt),
    until: stall.away === undefined ? '–' : format.span(stall.away.from, stall.away.until).until,
    missing: listOf(say, stall.missing ?? [], 'list.more'),
  };
  return { say, stall, words, context, format };
};

/** Words joined in order; a dash for none. */
export const listOf = (say: Speech, words: readonly string[], join: 'list.more' | 'list.path'): string =>
  words.length === 0 ? '–' : words.reduce((first, last) => say.text(join, { first, last }));
