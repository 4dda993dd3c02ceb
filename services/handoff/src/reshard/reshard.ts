import { ledgerStream } from '@baton/contracts';
import { type NextLedgers, Resharding, type ReshardingOptions, StartFault } from '@baton/service-kit';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { isSameContent } from '../ledger/same-content.ts';
import { beginLedgers } from './begin-ledgers.ts';
import { CarriedOver } from './carried-over.ts';
import { closeLedgers, openLedgers } from './close-ledgers.ts';
import type { ClosedLedger, Succession } from './closed-ledger.ts';

export interface ReshardReport {
  /** Numbers of shards. */
  readonly from: number;
  readonly to: number;
  readonly cases: number;
  readonly openCases: number;
  /** Names of the ledgers that were closed, and of those that go on. */
  readonly closed: readonly string[];
  readonly begun: readonly string[];
}

/**
 * Brings all cases to `to` new ledgers, that begin with what the present ones have come to. Throws `StartFault` in one
 * line when it cannot; cut off anywhere it is done again from the beginning, and nothing starts in between.
 */
export const reshard = async (options: ReshardingOptions & { readonly to: number }): Promise<ReshardReport> => {
  const { to } = options;
  const resharding = await Resharding.open(options);
  try {
    const present = resharding.generations.at(-1)!;
    refuse(options, { present: present.shards, isCutOff: (await resharding.cutOff()) !== undefined });
    const open = await openLedgers(present.first, resharding.ledgers);
    resharding.checkSources(open.map(({ writer }) => writer.position));
    const next = await resharding.begin(to);
    const closed = await closeLedgers(open, { shards: to, now: resharding.now() });
    const input = resharding.earliest(closed.map(({ last }) => last.input));
    const succession = { closed, next };
    const recordedAt = Math.max(...closed.map(({ last }) => last.recordedAt));
    await beginLedgers(succession, { stores: next.stores, input, recordedAt });
    const counts = await compare(succession, next);
    await resharding.complete(next);
    return { from: present.shards, to, ...counts, closed: namesOf(closed), begun: namesOf(ledgersOf(next)) };
  } finally {
    await resharding.close();
  }
};

const refuse = (
  { backends, to }: ReshardingOptions & { readonly to: number },
  { present, isCutOff }: { readonly present: number; readonly isCutOff: boolean },
): void => {
  if (to === present && !isCutOff) throw new StartFault('bad-setting', `--to: there are ${to} shards already`);
  if (to < present && backends.bus.kind === 'server')
    throw new StartFault(
      'bad-setting',
      `--to: expected more than the ${present} shards that there are: each is a partition of Kafka's, which takes none away, got ${to}`,
    );
};

/** Every case in the new ledgers, as they are on disk, must be as it was. Answers how many there are. */
const compare = async (succession: Succession, { first, stores }: NextLedgers) => {
  const over = new CarriedOver(succession);
  let [cases, openCases] = [0, 0];
  for (const [shard, store] of stores.entries()) {
    const writer = new LedgerWriter(first + shard, store);
    await writer.follow();
    const now = writer.engine.kept();
    for (const one of succession.closed) {
      for (const before of over.cases(one, shard)) {
        const { value: after } = now.next();
        if (!isSameContent(before, after))
          throw new Error(`case ${before.id} is not in ${ledgerStream(first + shard)} as it was`);
        cases++;
        if (before.state.status === 'open') openCases++;
      }
    }
    if (now.next().done !== true) throw new Error(`${ledgerStream(first + shard)} has cases of others`);
  }
  return { cases, openCases };
};

const ledgersOf = ({ first, shards }: NextLedgers) =>
  Array.from({ length: shards }, (_, shard) => ({ ledger: first + shard }));

const namesOf = (ledgers: readonly Pick<ClosedLedger, 'ledger'>[]): readonly string[] =>
  ledgers.map(({ ledger }) => ledgerStream(ledger));
