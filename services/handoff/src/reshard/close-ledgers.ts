import type { ReferenceFact } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import { meaning } from '@baton/handoff-engine';
import { FencedLedger } from '../ledger/fenced-ledger.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import type { ClosedLedger } from './closed-ledger.ts';

/** A ledger that is to be closed, folded to its end. */
export interface OpenLedger {
  readonly store: EventStore;
  readonly writer: LedgerWriter;
}

/** The ledgers of a generation, by its shards. What a crash has cut off is finished. */
export const openLedgers = async (first: number, stores: readonly EventStore[]): Promise<readonly OpenLedger[]> => {
  const open: OpenLedger[] = [];
  for (const [shard, store] of stores.entries()) {
    const writer = new LedgerWriter(first + shard, store);
    await writer.load();
    open.push({ store, writer });
  }
  return open;
};

export interface Closing {
  /** The number of shards that the cases go to. */
  readonly shards: number;
  /** For ledgers that have nothing. */
  readonly now: number;
}

/**
 * Brings all ledgers to the same instant, with the same rules, and says in each that its cases go on elsewhere: an
 * instance that still runs can write nothing from then on. Done again after it was cut off, it does what is left.
 */
export const closeLedgers = async (
  open: readonly OpenLedger[],
  { shards, now }: Closing,
): Promise<readonly ClosedLedger[]> => {
  const rules = allRules(open);
  const instants = open.map(({ writer }) => writer.recordedAt).filter(Number.isFinite);
  const at = instants.length === 0 ? now : Math.max(...instants);
  for (const one of open) await close(one, { rules, at, shards });
  return open.map(({ writer: { ledger, revision, copy } }) => ({
    ledger,
    revision,
    engine: copy.engine,
    last: copy.last!,
  }));
};

/** One may have stopped before it had read what another has. */
const allRules = (open: readonly OpenLedger[]): readonly ReferenceFact[] => {
  const rules = new Map<string, ReferenceFact>();
  for (const { writer } of open)
    for (const { fact } of writer.engine.reference.facts) if (!rules.has(fact.id)) rules.set(fact.id, fact);
  return [...rules.values()];
};

interface End {
  readonly rules: readonly ReferenceFact[];
  readonly at: number;
  readonly shards: number;
}

const close = async ({ store, writer }: OpenLedger, { rules, at, shards }: End): Promise<void> => {
  const missing = rules.filter((fact) => !writer.engine.has(fact));
  const { last } = writer.copy;
  if (missing.length === 0 && last?.closed?.shards === shards && last.recordedAt === at) return;
  await writer.append({ facts: missing, now: at, position: writer.position });
  const fenced = new FencedLedger(writer.ledger, store);
  fenced.revision = writer.revision;
  const { position } = writer;
  await fenced.write({ meaning, recordedAt: at, input: position, closed: { shards }, units: [] }, position);
  await writer.follow();
};
