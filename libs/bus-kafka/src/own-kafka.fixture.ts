import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Tools = typeof import('../../../tools/servers/kafka.mjs');
type Setting = Omit<Parameters<Tools['startKafka']>[0], 'folder'>;

const program = join(import.meta.dirname, '../../../tools/servers/kafka.mjs');

/** Brokers of one spec alone, to be stopped and killed; `stop` removes their data. */
export const ownKafka = async (setting: Setting = {}) => {
  const { startKafka } = (await import(program)) as Tools;
  const folder = mkdtempSync(join(tmpdir(), 'baton-kafka-'));
  const server = await startKafka({ ...setting, folder });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
};
