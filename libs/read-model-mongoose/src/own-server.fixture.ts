import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Tools = typeof import('../../../tools/servers/mongod.mjs');
type MongodServer = Awaited<ReturnType<Tools['startMongod']>>;

const program = join(import.meta.dirname, '../../../tools/servers/mongod.mjs');

/** A server that a spec may kill. */
export const ownServer = async (): Promise<MongodServer> => {
  const { startMongod } = (await import(program)) as Tools;
  const folder = mkdtempSync(join(tmpdir(), 'baton-mongod-'));
  const server = await startMongod({ folder });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
};
