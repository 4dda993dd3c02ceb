import type { Impact, Route, RouteLeg } from '@baton/contracts';
import type { WheelTimer } from './minimal-wheel.ts';

export type MinimalKind = 'unaccepted' | 'overrun' | 'missed';

/** Before it fires for the first time a clock, then the ladder of the stall that it became. */
export interface MinimalTimer extends WheelTimer {
  readonly kind: MinimalKind;
  readonly of: MinimalCase;
  readonly leg: MinimalLeg | undefined;
  readonly raisedAt: number;
  nextRung: number;
  isRaised: boolean;
}

export interface MinimalLeg {
  readonly definition: RouteLeg;
  readonly index: number;
  receiver: string;
  holder: string;
  clock: MinimalTimer | undefined;
}

export interface MinimalCase {
  readonly id: string;
  readonly route: Route;
  readonly title: string;
  readonly customer: string;
  readonly impact: Impact;
  readonly needBy: number | undefined;
  accountable: string;
  /** Legs completed. */
  done: number;
  readonly legs: (MinimalLeg | undefined)[];
  needByClock: MinimalTimer | undefined;
}

export interface MinimalDecision {
  readonly type: string;
  readonly caseId: string;
  readonly at: number;
  readonly kind?: MinimalKind;
  readonly [detail: string]: unknown;
}

export const minimalLegOf = (of: MinimalCase, id: string): MinimalLeg => {
  const index = of.route.legs.findIndex((leg) => leg.id === id);
  return (of.legs[index] ??= {
    definition: of.route.legs[index]!,
    index,
    receiver: '',
    holder: '',
    clock: undefined,
  });
};
