import type { CaseView, TimelineEntry, TimelineView } from '@baton/contracts';
import { asOfHelp, asOfOptions, asOfQuery } from '../as-of-option.ts';
import { BatonClient, clientOptions } from '../baton-client.ts';
import { type Command, commonOptions, done, onlyPositional, textOption } from '../command.ts';
import { table } from '../table.ts';
import { zonedFormat, type ZonedFormat, zoneOptions } from '../zone-option.ts';

export const command: Command = {
  help: `baton timeline ID: everything that happened to a case, and who was accountable when

${asOfHelp}
  --language TAG   of the sentences: en, zh-CN
  --zone ZONE      of the times (default: Baton's, else this machine's)
  --url URL        where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json           what Baton answers, as JSON

! marks what raised an alarm, + what ended one.
`,
  options: { ...commonOptions, ...clientOptions, ...zoneOptions, ...asOfOptions, language: { type: 'string' } },
  async run(input, terminal) {
    const id = onlyPositional(input, 'ID');
    asOfQuery(input);
    const client = new BatonClient(input);
    const path = `v1/cases/${encodeURIComponent(id)}`;
    const format = zonedFormat(input, (await client.get<CaseView>(path)).zone);
    const view = await client.get<TimelineView>(`${path}/timeline`, {
      ...asOfQuery(input, format),
      language: textOption(input, 'language'),
    });
    const rows = view.entries.map((entry) => row(entry, format));
    const lines =
      input.values['json'] === true
        ? [JSON.stringify(view, null, 2)]
        : table(['WHEN', '', 'WHO', 'ACCOUNTABLE', 'WHAT'], rows, terminal.width);
    for (const line of lines) terminal.line(line);
    return done;
  },
};

const marks = { plain: '', alert: '!', relief: '+' } as const;

const row = (entry: TimelineEntry, format: ZonedFormat): string[] => {
  const late = entry.kind === 'fact' && Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) >= 60_000;
  const sentence = entry.sentence.replaceAll('**', '');
  return [
    format.minutes(entry.occurredAt),
    marks[entry.weight],
    entry.actor?.name ?? '',
    entry.accountable.name,
    late ? `${sentence} (known ${format.minutes(entry.recordedAt)})` : sentence,
  ];
};
