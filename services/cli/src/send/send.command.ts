import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '@baton/contracts';
import { type Answer, BatonClient, clientOptions, fieldOf, problemText } from '../baton-client.ts';
import { type Command, CommandFailure, commonOptions, done, failed, onlyPositional } from '../command.ts';
import { type Batch, batches } from './batches.ts';
import { readEvents } from './read-events.ts';

const batchType = 'application/cloudevents-batch+json';
const overloaded = 429;
const maxAttempts = 5;
const retryDelayMs = 1000;

export const command: Command = {
  help: `baton send FILE: hand CloudEvents to Baton; - reads standard input

FILE holds one event, an array of events, or one event a line.
Sending the same events again changes nothing: Baton knows them by source and id.

  --url URL  where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json     { "sent", "stored", "refused": [{ "index", "field", "expected" }] }

Exit code 1 when any event was refused; the others are stored.
`,
  options: { ...commonOptions, ...clientOptions },
  async run(input, terminal) {
    const events = await readEvents(onlyPositional(input, 'FILE'));
    const client = new BatonClient(input);
    const refused: Refused[] = [];
    let stored = 0;
    for (const batch of batches(events)) {
      const outcome = await send(client, batch);
      stored += outcome.stored;
      refused.push(...outcome.refused);
    }
    if (input.values['json'] === true) terminal.line(JSON.stringify({ sent: events.length, stored, refused }, null, 2));
    else {
      terminal.line(`${stored} of ${events.length} events stored`);
      for (const { index, field, expected } of refused) terminal.line(`  event ${index}: ${field}: ${expected}`);
    }
    return refused.length === 0 ? done : failed;
  },
};

interface Refused {
  readonly index: number;
  readonly field: string;
  readonly expected: string;
}

interface Outcome {
  readonly stored: number;
  readonly refused: readonly Refused[];
}

/** The good ones of a batch are kept even when others are refused; only those are named. */
const send = async (client: BatonClient, { start, events }: Batch): Promise<Outcome> => {
  const { status, body } = await post(client, `[${events.join(',')}]`);
  const errors = (body as Partial<Problem> | undefined)?.errors ?? [];
  if (status >= 400 && !errors.some((error) => error.index !== undefined)) {
    throw new CommandFailure(
      `events ${start} to ${start + events.length - 1} were not stored: ${problemText(status, body)}`,
    );
  }
  const refused = errors.map(({ index, pointer, detail }) => ({
    index: start + (index ?? 0),
    field: fieldOf(pointer, 'the event'),
    expected: detail,
  }));
  return { stored: events.length - new Set(refused.map((each) => each.index)).size, refused };
};

const post = async (client: BatonClient, body: string): Promise<Answer> => {
  let answer = await client.post('v1/events', batchType, body);
  for (let attempt = 1; answer.status === overloaded && attempt < maxAttempts; attempt++) {
    await pause(retryDelayMs * attempt);
    answer = await client.post('v1/events', batchType, body);
  }
  return answer;
};
