import type { CaseView, LegView, PartyView } from '@baton/contracts';
import type { Interval } from './time-scale.ts';

/** Held and done are the holder's, a zone is the giver's, a ghost and a plan are the receiver's. */
export type BarKind = 'away' | 'plan' | 'done' | 'held' | 'zone' | 'ghost';

export interface Bar extends Interval {
  readonly kind: BarKind;
  readonly title: string;
}

export interface Lane {
  readonly party: PartyView;
  readonly bars: readonly Bar[];
  /** Instants at which a stall was raised. */
  readonly stalls: readonly number[];
}

/** The baton passing from one lane to another. */
export interface Passing {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Relay {
  readonly lanes: readonly Lane[];
  readonly passings: readonly Passing[];
}

/** One lane a party: who asked first, then the route's parties in its order, then whoever else took part. */
export const relayOf = (view: CaseView): Relay => {
  const parties = partiesOf(view);
  const asOf = Date.parse(view.asOf);
  const bars = view.legs.flatMap((leg) => barsOf(leg, asOf));
  const lanes = parties.map((party): Lane => {
    const away = view.absences
      .filter((absence) => absence.party.id === party.id)
      .map((absence): Bar => ({ kind: 'away', title: '', ...between(absence.from, absence.until) }));
    const own = bars.filter((bar) => bar.party === party.id).map(({ bar }) => bar);
    const stalls = view.stalls
      .filter((stall) => (stall.party ?? stall.accountable).id === party.id)
      .map((stall) => Date.parse(stall.raisedAt));
    return { party, bars: [...away, ...own], stalls };
  });
  return { lanes, passings: view.legs.flatMap((leg) => passingOf(leg, parties)) };
};

const partiesOf = ({ customer, legs }: CaseView): readonly PartyView[] => {
  const involved = legs.flatMap((leg) => [leg.offeredBy, ...leg.receivers, leg.holder]);
  const all = [customer, ...legs.map((leg) => leg.party), ...involved].filter((party) => party !== undefined);
  return [...new Map(all.map((party) => [party.id, party])).values()];
};

interface OwnedBar {
  readonly party: string;
  readonly bar: Bar;
}

const barsOf = (leg: LegView, asOf: number): readonly OwnedBar[] => {
  const bars: OwnedBar[] = [];
  const holder = (leg.holder ?? leg.party).id;
  const title = leg.title;
  if (leg.state !== 'completed' && leg.latestStart !== undefined && leg.latestFinish !== undefined)
    bars.push({ party: holder, bar: { kind: 'plan', title, ...between(leg.latestStart, leg.latestFinish) } });
  if (leg.offeredAt !== undefined) {
    const from = Date.parse(leg.offeredAt);
    const until = leg.acceptedAt === undefined ? asOf : Date.parse(leg.acceptedAt);
    if (leg.offeredBy !== undefined)
      bars.push({ party: leg.offeredBy.id, bar: { kind: 'zone', title: '', from, until } });
    if (leg.state === 'offered')
      for (const { id } of leg.receivers) bars.push({ party: id, bar: { kind: 'ghost', title: '', from, until } });
  }
  if (leg.acceptedAt !== undefined) {
    const until = leg.completedAt === undefined ? asOf : Date.parse(leg.completedAt);
    const kind = leg.state === 'completed' ? 'done' : 'held';
    bars.push({ party: holder, bar: { kind, title, from: Date.parse(leg.acceptedAt), until } });
  }
  return bars;
};

const passingOf = (leg: LegView, parties: readonly PartyView[]): readonly Passing[] => {
  if (leg.acceptedAt === undefined || leg.offeredBy === undefined) return [];
  const from = parties.findIndex(({ id }) => id === leg.offeredBy!.id);
  const to = parties.findIndex(({ id }) => id === (leg.holder ?? leg.party).id);
  return from === to ? [] : [{ at: Date.parse(leg.acceptedAt), from, to }];
};

const between = (from: string, until: string): Interval => ({ from: Date.parse(from), until: Date.parse(until) });

/** What the drawing spans: from the day of opening to the end of the last thing that matters. */
export const spanOf = (view: CaseView): Interval => {
  const from = Date.parse(view.openedAt);
  const candidates = [
    view.asOf,
    view.needBy,
    view.closedAt,
    ...view.legs.flatMap((leg) => [leg.completedAt, leg.latestFinish]),
  ];
  const times = candidates.filter((at) => at !== undefined).map((at) => Date.parse(at));
  return { from, until: Math.max(from + 3_600_000, ...times) };
};
