import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

const requiredMajor = 24;

/** Path of the Node that everything runs on: the installed 24, else the running one if it is new enough. */
export const runtimeNode = () => {
  const installed = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= requiredMajor) return process.execPath;
  console.error(
    `Baton runs on Node ${requiredMajor}; there is no copy of it for ${process.platform}-${process.arch}, and this is ${process.version}.`,
  );
  process.exit(1);
};
