import { join, resolve } from 'node:path';
import { type Input, textOption } from './command.ts';

export const dataOptions = { data: { type: 'string' } } as const;
/** The project's own, wherever the command is run. */
const defaultFolder = join(import.meta.dirname, '../../../.baton');

export const dataFolder = (input: Input): string => resolve(textOption(input, 'data') ?? defaultFolder);
