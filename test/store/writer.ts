// A process that appends with many callers until it is killed, and names each append that was answered on stdout.
import type { NewEvent } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store-sqlite';
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

const stdout = 1;
const eventsPerAppend = 3;

interface Arguments {
  readonly file: string;
  readonly callers: number;
  /** How many appends each caller makes; Infinity: until the process is killed. */
  readonly appends: number;
  /** Plants the fault that the sync trace must find: the answer comes before the commit. */
  readonly answerEarly: boolean;
}

/** All events of an append carry its id, so that a half of it would be seen. */
const batch = (append: string): NewEvent[] =>
  Array.from({ length: eventsPerAppend }, (_, at) => ({
    id: `${append}-${at}`,
    type: 'test.written.v1',
    data: { append, at, of: eventsPerAppend, text: 'baton '.repeat(40) },
  }));

/** Written at once, without a buffer of the process: a killed process has said exactly what it has answered. */
const answer = (append: string): void => void writeSync(stdout, `ack ${append}\n`);

export const write = async ({ file, callers, appends, answerEarly }: Arguments): Promise<void> => {
  const store = await SqliteEventStore.open({ file, now: Date.now });
  const call = async (stream: string): Promise<void> => {
    let revision = -1;
    for await (const event of store.readStream(stream)) revision = event.revision;
    for (let n = 0; n < appends; n += 1) {
      const append = randomUUID();
      const result = store.append(stream, revision, batch(append));
      if (answerEarly) answer(append);
      if ((await result).kind !== 'appended') throw new Error(`conflict in ${stream}`);
      if (!answerEarly) answer(append);
      revision += eventsPerAppend;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(`stream-${caller}`)));
  await store.close();
};

const [file, callers, appends, variant] = process.argv.slice(2);
await write({
  file: file!,
  callers: Number(callers),
  appends: Number(appends),
  answerEarly: variant === 'answer-early',
});
