import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedAdapters, type EmbeddedOptions } from '@baton/service-kit';
import type { Options } from './options.ts';

export interface Folder {
  readonly directory: string;
  readonly isSample: boolean;
}

/** The sample and real data never share a folder. What is there already decides, unless `--empty` asks for the real one. */
export const folderOf = ({ data, empty }: Pick<Options, 'data' | 'empty'>): Folder => {
  const real = { directory: join(data, 'real'), isSample: false };
  const sample = { directory: join(data, 'sample'), isSample: true };
  if (empty) return real;
  return existsSync(real.directory) && !existsSync(sample.directory) ? real : sample;
};

/** A folder that carries a clock of its own (the sample's, an import's) is read on that clock, any other on the real one. */
export const openFolder = (
  { directory, isSample }: Folder,
  { shards, backends }: Pick<EmbeddedOptions, 'shards' | 'backends'>,
  own?: readonly string[],
): Promise<EmbeddedAdapters> =>
  EmbeddedAdapters.open({
    directory,
    clock: isSample ? 'followed' : 'kept',
    shards,
    ...(backends === undefined ? {} : { backends }),
    ...(own === undefined ? {} : { own }),
  });
