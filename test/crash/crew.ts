import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HandoffInstance } from './handoff-instance.ts';
import { replay } from './replay.ts';
import { type SharedLedgers, readSharedLedgers } from './shared-ledgers.ts';
import { Shower } from './shower.ts';

export const shards = 4;
const lanes = 12;
const pollMs = 500;
const catchUpMs = 90_000;

export interface AfterTrouble extends SharedLedgers {
  readonly taken: number;
  /** Of all instances, those included that were killed. */
  readonly log: string;
}

/** Instances of the handoff service that share one folder's shards. */
export class Crew {
  readonly all: HandoffInstance[] = [];

  constructor(private readonly data: string) {}

  get running(): readonly HandoffInstance[] {
    return this.all.filter(({ isRunning }) => isRunning);
  }

  async add(): Promise<HandoffInstance> {
    const instance = await HandoffInstance.start(this.data, shards);
    this.all.push(instance);
    return instance;
  }
}

/** Events come in, `trouble` happens, more events come in; then what the ledgers say of all that. */
export const crewInTrouble = async (size: number, trouble: (crew: Crew) => Promise<void>): Promise<AfterTrouble> => {
  const data = await mkdtemp(join(tmpdir(), 'baton-crew-'));
  const crew = new Crew(data);
  const shower = new Shower(() => crew.all);
  try {
    await crew.add();
    await Promise.all(Array.from({ length: size - 1 }, () => crew.add()));
    await shower.open();
    shower.start(lanes);
    await trouble(crew);
    await shower.stop();
    const ledgers = await settledLedgers({ data, shards }, shower.taken);
    const codes = await Promise.all(crew.running.map((instance) => instance.stop()));
    const unclean = codes.filter((code) => code !== 0).map((code) => `an instance stopped with exit code ${code}`);
    const problems = [...ledgers.problems, ...unclean, ...(await replay(data))];
    return { ...ledgers, problems, taken: shower.taken.length, log: crew.all.map(({ log }) => log).join('') };
  } finally {
    await Promise.all(crew.running.map((instance) => instance.kill()));
    await rm(data, { recursive: true, force: true });
  }
};

/** What was taken is folded soon after. */
export const settledLedgers = async (
  { data, shards: count }: { readonly data: string; readonly shards: number },
  taken: readonly string[],
): Promise<SharedLedgers> => {
  const until = performance.now() + catchUpMs;
  for (;;) {
    const ledgers = await readSharedLedgers(data, { shards: count, taken });
    if (ledgers.problems.length === 0 || performance.now() > until) return ledgers;
    await pause(pollMs);
  }
};
