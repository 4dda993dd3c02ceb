import { type CaseView, type ExplanationView, stallKinds } from '@baton/contracts';
import { BatonClient, clientOptions } from '../baton-client.ts';
import { type Command, commonOptions, done, type Input, onlyPositional, textOption, UsageError } from '../command.ts';
import { zonedFormat, zoneOptions } from '../zone-option.ts';
import { explanationText } from './explanation-text.ts';

export const command: Command = {
  help: `baton explain CASE: why it stalls, will stall or does not: conclusion, reasons, ledger entries

  --at INSTANT    as it was known then: 2026-09-22T15:00 (of the zone) or with an offset
  --kind KIND     one kind of stall: ${stallKinds.join(', ')}
  --leg LEG       one leg of the route (default: those at hand)
  --language TAG  of the sentences: en, zh-CN
  --zone ZONE     of the times beside them (default: Baton's, else this machine's)
  --url URL       where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json          what Baton answers, as JSON

! marks what stalls, ~ what will if nothing but time passes; # an entry's position in the ledger.
`,
  options: {
    ...commonOptions,
    ...clientOptions,
    ...zoneOptions,
    at: { type: 'string' },
    kind: { type: 'string' },
    leg: { type: 'string' },
    language: { type: 'string' },
  },
  async run(input, terminal) {
    const id = onlyPositional(input, 'CASE');
    const kind = kindIn(input);
    const client = new BatonClient(input);
    const path = `v1/cases/${encodeURIComponent(id)}`;
    const view = await client.get<ExplanationView>(`${path}/explanation`, {
      ...{ at: await instantIn(input, client, path), kind, leg: textOption(input, 'leg') },
      language: textOption(input, 'language'),
    });
    const lines =
      input.values['json'] === true
        ? [JSON.stringify(view, null, 2)]
        : explanationText(view, zonedFormat(input, view.zone));
    for (const line of lines) terminal.line(line);
    return done;
  },
};

const kindIn = (input: Input): string | undefined => {
  const kind = textOption(input, 'kind');
  if (kind === undefined || stallKinds.some((one) => one === kind)) return kind;
  throw new UsageError(`--kind: expected one of ${stallKinds.join(', ')}, found '${kind}'`);
};

/** A time without an offset is of the zone in which Baton says instants. */
const instantIn = async (input: Input, client: BatonClient, path: string): Promise<string | undefined> => {
  const text = textOption(input, 'at');
  if (text === undefined) return undefined;
  zonedFormat(input).instant(text, 'at');
  return zonedFormat(input, (await client.get<CaseView>(path)).zone).instant(text, 'at');
};
