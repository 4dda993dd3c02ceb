import { randomUUID } from 'node:crypto';
import type { Generation } from '@baton/contracts';
import type { EventLog, EventStore } from '@baton/event-store';
import { StartFault } from './faults.ts';

const stream = 'generations';
const begun = 'resharding-begun';
const complete = 'resharding-complete';

export interface Generations {
  /** The present one last. */
  readonly generations: readonly Generation[];
  /** The number of shards that the cases are on their way to. */
  readonly resharding?: number;
}

interface Known extends Generations {
  readonly revision: number;
}

/** Of the ledgers at a server. One that says nothing has one generation, of as many shards as the setting says. */
export const readGenerations = async (log: EventLog, shards: number): Promise<Known> => {
  let known: Known = { generations: [{ first: 0, shards }], revision: -1 };
  for await (const { type, data, revision } of log.readStream(stream)) {
    const said = data as Generations;
    known = { generations: said.generations, revision, ...(type === begun && { resharding: said.resharding! }) };
  }
  return known;
};

/** Durable when it resolves: from then on nothing starts on these ledgers. */
export const sayResharding = (store: EventStore, known: Known, resharding: number): Promise<void> =>
  say(store, known.revision, { type: begun, data: { generations: known.generations, resharding } });

export const sayGenerations = (store: EventStore, known: Known, generations: readonly Generation[]): Promise<void> =>
  say(store, known.revision, { type: complete, data: { generations } });

const say = async (
  store: EventStore,
  expected: number,
  event: { readonly type: string; readonly data: Generations },
): Promise<void> => {
  const { kind } = await store.append(stream, expected, [{ id: randomUUID(), ...event }]);
  if (kind === 'conflict')
    throw new StartFault('store-unusable', 'BATON_EVENT_STORE: somebody else brings the cases to other ledgers.');
};
