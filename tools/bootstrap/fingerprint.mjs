import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The workspaces that the compiler builds. */
export const projectFolders = (root) =>
  ['libs', 'services'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name)),
  );

/** One hash over names, sizes and times of change: a file that came, went, moved or was written changes it. */
export const fingerprint = (root, places) => {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesUnder(join(root, place))) {
      const { size, mtimeMs, ctimeMs } = statSync(file);
      hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\0${ctimeMs}\n`);
    }
  }
  return hash.digest('hex');
};

/** Paths of the files below a folder, relative to it, in a stable order; none when there is no such folder. */
export const namesUnder = (folder) => filesUnder(folder).map((file) => relative(folder, file));

const filesUnder = (place) => {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === 'node_modules') return [];
      const path = join(place, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
};
