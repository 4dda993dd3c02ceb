import { setTimeout as pause } from 'node:timers/promises';
import { eventOf, type ReferenceFact } from '@baton/contracts';
import { type Answer, type BatonClient, problemText } from '../baton-client.ts';
import { CommandFailure } from '../command.ts';
import { batches } from '../send/batches.ts';

const batchType = 'application/cloudevents-batch+json';
const overloaded = 429;
const maxAttempts = 5;
const retryDelayMs = 1000;

/**
 * Hands the facts to Baton in their order, as CloudEvents without `time`: they count from when Baton's own clock takes
 * them. Throws `CommandFailure` for the first batch that is refused; those before it are stored.
 */
export const postFacts = async (client: BatonClient, facts: readonly ReferenceFact[]): Promise<void> => {
  const events = facts.map((fact) => {
    const { time: _, ...event } = eventOf(fact);
    return event;
  });
  let stored = 0;
  for (const batch of batches(events)) {
    const { status, body } = await post(client, `[${batch.events.join(',')}]`);
    if (status >= 400)
      throw new CommandFailure(`${stored} of ${events.length} stored, then: ${problemText(status, body)}`);
    stored += batch.events.length;
  }
};

const post = async (client: BatonClient, body: string): Promise<Answer> => {
  for (let attempt = 1; ; attempt++) {
    const answer = await client.post('v1/events', batchType, body);
    if (answer.status !== overloaded || attempt === maxAttempts) return answer;
    await pause(retryDelayMs * attempt);
  }
};
