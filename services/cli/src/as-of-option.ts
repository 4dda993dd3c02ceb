import { type Input, textOption, UsageError } from './command.ts';
import { zonedFormat, type ZonedFormat } from './zone-option.ts';

export const asOfOptions = { 'as-of': { type: 'string' }, by: { type: 'string' } } as const;

/** For the help of commands that answer as of an instant. */
export const asOfHelp = `  --as-of INSTANT  as it was then: 2026-09-22T15:00 (of the zone) or with an offset
  --by WHAT        recorded: as Baton knew it then (default); occurred: as it really was, by all that is known now`;

const ways = ['recorded', 'occurred'];

/** What Baton is asked. A time without offset is of the format's zone. Throws `UsageError`. */
export const asOfQuery = (
  input: Input,
  format: ZonedFormat = zonedFormat(input),
): { readonly asOf: string | undefined; readonly by: string | undefined } => {
  const text = textOption(input, 'as-of');
  const by = textOption(input, 'by');
  if (by !== undefined && !ways.includes(by))
    throw new UsageError(`--by: expected ${ways.join(' or ')}, found '${by}'`);
  return { asOf: text === undefined ? undefined : format.instant(text, 'as-of'), by };
};
