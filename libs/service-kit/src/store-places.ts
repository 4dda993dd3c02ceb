import { type Generation, ledgerStream } from '@baton/contracts';
import type { EventLog } from '@baton/event-store';
import { basename, join } from 'node:path';
import type { Backends } from './backends.ts';
import type { Relayed } from './event-relay.ts';

interface Place {
  readonly directory: string;
  readonly backends: Backends;
}

/** The sample's and the real one stay apart wherever they are. */
export const folderOf = ({ directory, backends: { eventStore } }: Place): string =>
  eventStore.kind === 'local' && eventStore.directory !== undefined
    ? join(eventStore.directory, basename(directory))
    : directory;

/** Where shards are handed out and what is read is at a server, `handoff` has no file that is only its own. */
export const isShared = (writer: string, { bus, readModels }: Backends): boolean =>
  writer === 'handoff' && bus.kind === 'server' && readModels.kind === 'server';

export const relayedStream = (name: string, log: EventLog): Relayed => ({ name, log, prefixes: [name], stream: name });

/** The logs of a generation, in the order of its shards. */
export const ledgersOf = ({ first, shards }: Generation): readonly string[] =>
  Array.from({ length: shards }, (_, shard) => ledgerStream(first + shard));
