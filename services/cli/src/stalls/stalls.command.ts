import type { StallsPage, StallView } from '@baton/contracts';
import { BatonClient, clientOptions } from '../baton-client.ts';
import { type Command, commonOptions, done, type Input, noPositionals, textOption, wholeOption } from '../command.ts';
import { table } from '../table.ts';
import { zonedFormat, type ZonedFormat, zoneOptions } from '../zone-option.ts';

const pageSize = 100;

export const command: Command = {
  help: `baton stalls: what does not move as it should, the least time left first

  --all           cleared and retracted ones too
  --limit N       at most N (default 20)
  --language TAG  of the sentences: en, zh-CN
  --zone ZONE     of the times (default: Baton's, else this machine's)
  --url URL       where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json          what Baton answers, as JSON
`,
  options: {
    ...commonOptions,
    ...clientOptions,
    ...zoneOptions,
    all: { type: 'boolean' },
    limit: { type: 'string' },
    language: { type: 'string' },
  },
  async run(input, terminal) {
    noPositionals(input);
    const page = await read(input, wholeOption(input, 'limit', 20));
    const lines =
      input.values['json'] === true
        ? [JSON.stringify(page, null, 2)]
        : describe(page, zonedFormat(input, page.zone), terminal.width);
    for (const line of lines) terminal.line(line);
    return done;
  },
};

/** Pages until the limit is reached or nothing follows. */
const read = async (input: Input, limit: number): Promise<StallsPage> => {
  const client = new BatonClient(input);
  const state = input.values['all'] === true ? 'all' : 'open';
  const ask = (wanted: number, after?: string): Promise<StallsPage> =>
    client.get<StallsPage>('v1/stalls', {
      state,
      limit: String(Math.min(wanted, pageSize)),
      after,
      language: textOption(input, 'language'),
    });
  let page = await ask(limit);
  const stalls = [...page.stalls];
  while (page.next !== undefined && stalls.length < limit) {
    page = await ask(limit - stalls.length, page.next);
    stalls.push(...page.stalls);
  }
  return { ...page, stalls };
};

const describe = (page: StallsPage, format: ZonedFormat, width: number | undefined): string[] => {
  const { counts } = page;
  const head = `${format.minutes(page.asOf)}  open ${counts.open}: savable ${counts.savable}, missed ${counts.missed}, unaccepted ${counts.unaccepted}; running well ${counts.runningWell}`;
  if (page.stalls.length === 0) return [head];
  const rows = page.stalls.map((stall) => row(stall, format));
  const more = page.next === undefined ? [] : ['… and more: --limit'];
  return [head, '', ...table(['ACT BY', 'RAISED', 'KIND', 'STATE', 'CASE', 'PARTY', 'WHAT'], rows, width), ...more];
};

const row = (stall: StallView, format: ZonedFormat): string[] => [
  format.minutes(stall.actBy) || '-',
  format.minutes(stall.raisedAt),
  stall.kind,
  stateOf(stall),
  stall.caseId,
  (stall.party ?? stall.accountable).name,
  stall.sentence.title.replaceAll('**', ''),
];

const stateOf = (stall: StallView): string => {
  if (stall.retractedAt !== undefined) return 'retracted';
  return stall.clearedAt === undefined ? 'open' : 'cleared';
};
