import { join } from 'node:path';
import type { ReadModels } from '@baton/read-model';
import { MongooseReadModels } from '@baton/read-model-mongoose';
import { SqliteReadModels } from '@baton/read-model-sqlite';
import type { Backends } from './backends.ts';
import { fileOf, makeFolder } from './data-folder.ts';
import { unreachable } from './faults.ts';

export interface ReadModelsPlace {
  readonly directory: string;
  /** The sample's or the real one: they share nothing. */
  readonly world: string;
  readonly service: string;
}

/** A service's own. Throws `StartFault` when the server cannot be had. */
export const openReadModels = async (
  { readModels: backend, namespace }: Backends,
  { directory, world, service }: ReadModelsPlace,
): Promise<ReadModels> => {
  if (backend.kind === 'local') {
    const folder = backend.directory === undefined ? directory : join(backend.directory, world);
    makeFolder(folder);
    return SqliteReadModels.open({ file: fileOf.readModels(folder, service) });
  }
  const prefix = [namespace, world, service].filter((part) => part !== '').join('-');
  return MongooseReadModels.open({ url: backend.url, prefix }).catch(unreachable('BATON_READ_MODELS'));
};
