import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsTopic, referenceTopic } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { EmbeddedAdapters } from '@baton/service-kit';
import { HandoffInstance } from '../crash/handoff-instance.ts';
import { type IngestGround, learnRules } from './ingest.ts';

const atOnce = 500;

/** The same events in the log of a service of the same machine, which is the bus there. The rules are known already. */
export const openEmbedded = async (
  shards: number,
  { rules, events }: { readonly rules: readonly CloudEvent[]; readonly events: readonly CloudEvent[] },
): Promise<IngestGround & { close(): Promise<void> }> => {
  const data = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  const adapters = await EmbeddedAdapters.open({
    ...{ directory: join(data, 'real'), clock: 'system', own: ['requests'], shards },
  });
  const { bus } = await adapters.for('requests');
  const instance = (): Promise<HandoffInstance> => HandoffInstance.start(data, shards);
  await learnRules({ data, shards, instance }, rules, (some) => bus.publish(referenceTopic, some));
  for (let from = 0; from < events.length; from += atOnce)
    await bus.publish(eventsTopic, events.slice(from, from + atOnce));
  return {
    ...{ data, shards, instance },
    async close() {
      await adapters.close();
      await rm(data, { recursive: true, force: true });
    },
  };
};
