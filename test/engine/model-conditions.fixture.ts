import type { StallKind } from '@baton/contracts';
import type { Leg } from './model-leg.fixture.ts';
import type { Relay } from './model-relay.fixture.ts';

/** Something that must not last. */
export interface Condition {
  readonly kind: StallKind;
  readonly leg: string | undefined;
  /** As long as it stays the same it is the same offer, the same holder, the same wait. */
  readonly key: string;
  readonly party: string;
  /** Working time of the party after which it is a stall; 0: at once. */
  readonly budget: number;
  /** Instead of a budget. */
  readonly at?: number;
}

const ofOffer = (relay: Relay, { definition, state, receiver, offers }: Leg): Condition[] => {
  if (state !== 'offered') return [];
  const of = { leg: definition.id, key: `offer ${offers}`, party: receiver };
  const unaccepted: Condition = { kind: 'unaccepted', ...of, budget: definition.acceptBudget ?? 0 };
  return relay.isVacant(receiver) ? [unaccepted, { kind: 'unowned', ...of, budget: 0 }] : [unaccepted];
};

const ofWork = (leg: Leg): Condition[] => {
  const { id, finishBudget = 0, progressInterval: interval } = leg.definition;
  const of = { leg: id, party: leg.holder };
  const found: Condition[] = [];
  if (leg.isHeld()) found.push({ kind: 'overrun', key: `hold ${leg.holds}`, budget: finishBudget, ...of });
  if (leg.state === 'held' && interval !== undefined)
    found.push({ kind: 'idle', key: `work ${leg.works}`, budget: interval, ...of });
  if (leg.missing !== undefined) found.push({ kind: 'incomplete', key: `${leg.missing}`, budget: 0, ...of });
  if (leg.around !== undefined) found.push({ kind: 'runaround', key: `${leg.around}`, budget: 0, ...of });
  return found;
};

/** What may not last in the case as it stands. */
export const conditionsOf = (relay: Relay): Condition[] => {
  if (relay.status !== 'open') return [];
  const { needBy: at, rested } = relay;
  const found = relay.legs.flatMap((leg) => [...ofOffer(relay, leg), ...ofWork(leg)]);
  if (at !== undefined) found.push({ kind: 'missed', leg: undefined, key: '', party: '', budget: 0, at });
  const next = relay.current();
  if (next?.state !== 'ahead') return found;
  const { id, progressInterval, acceptBudget = 0 } = next.definition;
  const key = `rest ${rested.times}`;
  return [...found, { kind: 'idle', leg: id, key, party: rested.party, budget: progressInterval ?? acceptBudget }];
};
