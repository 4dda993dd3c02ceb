import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cli = join(import.meta.dirname, '../../services/cli/bin/baton.mjs');

/** Whether every decision that is recorded below the folder is the one that its facts make. */
export const replay = async (data: string): Promise<readonly string[]> => {
  try {
    await promisify(execFile)(process.execPath, [cli, 'replay', '--verify', '--data', data]);
    return [];
  } catch (fault) {
    return [`replay --verify: ${(fault as { readonly stdout: string }).stdout}`];
  }
};
