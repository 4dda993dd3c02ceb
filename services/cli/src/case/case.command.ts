import type { CaseView, LegView } from '@baton/contracts';
import { asOfHelp, asOfOptions, asOfQuery } from '../as-of-option.ts';
import { BatonClient, clientOptions } from '../baton-client.ts';
import { type Command, commonOptions, done, onlyPositional, textOption } from '../command.ts';
import { table } from '../table.ts';
import { zonedFormat, type ZonedFormat, zoneOptions } from '../zone-option.ts';

export const command: Command = {
  help: `baton case ID: a case as it stands, or as it stood

${asOfHelp}
  --language TAG   of the sentences: en, zh-CN
  --zone ZONE      of the times (default: Baton's, else this machine's)
  --url URL        where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json           what Baton answers, as JSON
`,
  options: { ...commonOptions, ...clientOptions, ...zoneOptions, ...asOfOptions, language: { type: 'string' } },
  async run(input, terminal) {
    const id = onlyPositional(input, 'ID');
    asOfQuery(input);
    const client = new BatonClient(input);
    const language = textOption(input, 'language');
    const ask = (query: Readonly<Record<string, string | undefined>>): Promise<CaseView> =>
      client.get<CaseView>(`v1/cases/${encodeURIComponent(id)}`, { ...query, language });
    const live = await ask({});
    const format = zonedFormat(input, live.zone);
    const { asOf, by } = asOfQuery(input, format);
    const view = asOf === undefined && by === undefined ? live : await ask({ asOf, by });
    const lines =
      input.values['json'] === true ? [JSON.stringify(view, null, 2)] : describe(view, format, terminal.width);
    for (const line of lines) terminal.line(line);
    return done;
  },
};

const describe = (view: CaseView, format: ZonedFormat, width: number | undefined): string[] => {
  const facts: [string, string][] = [
    ['status', `${view.status}, ${view.impact}`],
    ['customer', view.customer.name],
    ['accountable', view.accountable.name],
    ['opened', format.minutes(view.openedAt)],
    ['needed by', format.minutes(view.needBy)],
    ['projected', format.minutes(view.projectedFinish)],
    ['closed', format.minutes(view.closedAt)],
    ['route', `${view.route.title}, version ${view.route.version}`],
    ['as of', format.minutes(view.asOf)],
  ];
  const open = view.stalls.filter((stall) => stall.clearedAt === undefined && stall.retractedAt === undefined);
  return [
    view.title.startsWith(view.id) ? view.title : `${view.id}  ${view.title}`,
    ...facts.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(12)} ${value}`),
    '',
    ...table(
      ['LEG', 'PARTY', 'STATE', 'SINCE', 'LATEST FINISH'],
      view.legs.map((leg) => legRow(leg, format)),
      width,
    ),
    ...open.flatMap((stall) => [
      '',
      `! ${stall.kind}: ${plain(stall.sentence.title)}`,
      ...stall.sentence.reasons.map((reason) => `  ${plain(reason)}`),
    ]),
  ];
};

const legRow = (leg: LegView, format: ZonedFormat): string[] => [
  leg.title,
  (leg.holder ?? leg.party).name,
  leg.state,
  format.minutes(leg.completedAt ?? leg.acceptedAt ?? leg.offeredAt),
  format.minutes(leg.latestFinish),
];

const plain = (text: string): string => text.replaceAll('**', '');
