import { resolve } from 'node:path';
import { type Command, commonOptions, done, noPositionals, textOption, UsageError } from '../command.ts';
import { dataFolder, dataOptions } from '../data-option.ts';
import { copyFolder } from './copy-folder.ts';

export const command: Command = {
  help: `baton backup --to DIR: copy everything, as it is at one instant, while Baton runs

  --to DIR    where to; must not exist yet or be empty
  --data DIR  the data folder (default: .baton)
  --json      { "files", "bytes", "to" }

To go back, start Baton with --data and the copy.
`,
  options: { ...commonOptions, ...dataOptions, to: { type: 'string' } },
  async run(input, terminal) {
    noPositionals(input);
    const to = textOption(input, 'to');
    if (to === undefined) throw new UsageError('--to: missing');
    const target = resolve(to);
    const { files, bytes } = await copyFolder(dataFolder(input), target);
    const summary = { files: files.length, bytes, to: target };
    terminal.line(
      input.values['json'] === true
        ? JSON.stringify(summary, null, 2)
        : `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, in ${target}`,
    );
    return done;
  },
};
