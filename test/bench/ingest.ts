import { setTimeout as pause } from 'node:timers/promises';
import { type CloudEvent, type Fact, domainMaps, factsOf, shardOf } from '@baton/contracts';
import { openImportTarget } from '@baton/handoff';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HandoffInstance } from '../crash/handoff-instance.ts';
import { cpuMsBelow, nodeProgram } from './cpu-time.ts';
import { caseFactsIn, followLedgers } from './kafka-ledgers.ts';

/** A folder that instances of handoff work in, and a bus that is full already. */
export interface IngestGround {
  readonly data: string;
  readonly shards: number;
  instance(): Promise<HandoffInstance>;
}

/** Known before anything happens: cases that began before their rules are folded anew by each fact. */
export const learnRules = async (
  ground: IngestGround,
  rules: readonly CloudEvent[],
  publish: (rules: readonly CloudEvent[]) => Promise<void>,
): Promise<void> => {
  await publish(rules);
  const heard = await followLedgers(ground, ({ facts }) => facts.length);
  const first = await ground.instance();
  await heard.until(rules.length * ground.shards);
  await first.stop();
  await heard.stop();
};

export interface Ingested {
  /** Events a second until all are in the ledgers with what they decide, and until the read models show all. */
  readonly ledgers: number;
  readonly shown: number;
  /** Of the instance, an event, until all are in the ledgers. */
  readonly cpuMicroseconds: number;
}

const pollMs = 20;
const microseconds = 1_000;

/** Of the instance: it is the only program on Node below this one. */
const cpuMsOfNodes = (): number => cpuMsBelow(process.pid).get(nodeProgram) ?? 0;

/** Reads what is on the bus: time counts from the first append on, whose events do not. */
export const ingest = async (ground: IngestGround, events: readonly CloudEvent[]): Promise<Ingested> => {
  let [before, startedAt, cpuBefore] = [0, 0, 0];
  const heard = await followLedgers(ground, (append) => {
    const count = caseFactsIn(append);
    if (before === 0 && count > 0) [before, startedAt, cpuBefore] = [count, performance.now(), cpuMsOfNodes()];
    return count;
  });
  const instance = await ground.instance();
  await heard.until(events.length);
  const ledgerMs = performance.now() - startedAt;
  const cpuMs = cpuMsOfNodes() - cpuBefore;
  await shown(instance, ground.shards, events);
  const shownMs = performance.now() - startedAt;
  await instance.stop();
  await heard.stop();
  const counted = events.length - before;
  return {
    ledgers: (counted / ledgerMs) * microseconds,
    shown: (counted / shownMs) * microseconds,
    cpuMicroseconds: (cpuMs / counted) * microseconds,
  };
};

/** Resolves when the read models know what became of the last event of each shard. */
const shown = async ({ url }: HandoffInstance, shards: number, events: readonly CloudEvent[]): Promise<void> => {
  const last = new Map<number, CloudEvent>();
  for (const event of events) last.set(shardOf(event.partitionkey!, shards), event);
  for (const { source, id } of last.values())
    while ((await fetch(`${url}/v1/events/${encodeURIComponent(source)}/${id}`)).status !== 200) await pause(pollMs);
};

/** Events a second when nothing carries them: decoded, folded and written to one ledger in this process. */
export const ingestAlone = async (rules: readonly CloudEvent[], events: readonly CloudEvent[]): Promise<number> => {
  const directory = await mkdtemp(join(tmpdir(), 'baton-alone-'));
  const now = Date.now();
  const facts = (some: readonly CloudEvent[]): readonly Fact[] =>
    some.flatMap((event) => {
      const decoded = factsOf(event, domainMaps, now);
      return 'facts' in decoded ? decoded.facts : [];
    });
  try {
    const target = await openImportTarget({ directory, startAt: now });
    await target.append(facts(rules), now);
    const startedAt = performance.now();
    for (let from = 0; from < events.length; from += 1_000)
      await target.append(facts(events.slice(from, from + 1_000)), now);
    await target.complete();
    const rate = (events.length / (performance.now() - startedAt)) * 1_000;
    await target.close();
    return rate;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
