import { CommandFailure } from '../command.ts';
import { type LedgerFile, ledgersIn } from './ledgers.module.ts';

/**
 * The ledgers of a data folder that belong together: those of the real world, else those of the sample. Throws
 * `CommandFailure` when there are none.
 */
export const oneWorldIn = (directory: string): readonly LedgerFile[] => {
  const ledgers = ledgersIn(directory);
  const real = ledgers.filter(({ name }) => !name.startsWith('sample/'));
  if (ledgers.length === 0) throw new CommandFailure(`--data: no ledger in ${directory}`);
  return real.length > 0 ? real : ledgers;
};
