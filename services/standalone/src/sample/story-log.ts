import { randomUUID } from 'node:crypto';
import type { EventStore } from '@baton/event-store';

export type Choice = 'ahead' | 'waiting' | 'granted' | 'let-go';

type StoryEvent =
  | { readonly type: 'act-done'; readonly data: { readonly id: string } }
  | { readonly type: 'chosen'; readonly data: { readonly choice: Choice; readonly at: number } };

/** How far the story has come, kept beside the simulated clock: a restart goes on from there. */
export class StoryLog {
  readonly done = new Set<string>();
  choice: Choice = 'ahead';
  /** When the operator granted. */
  chosenAt = 0;
  private revision = -1;

  private constructor(private readonly store: EventStore) {}

  static async open(store: EventStore): Promise<StoryLog> {
    const log = new StoryLog(store);
    for await (const { type, data, revision } of store.readStream('story')) {
      log.revision = revision;
      log.take({ type, data } as StoryEvent);
    }
    return log;
  }

  actDone(id: string): Promise<void> {
    return this.write({ type: 'act-done', data: { id } });
  }

  chosen(choice: Choice, at: number): Promise<void> {
    return this.write({ type: 'chosen', data: { choice, at } });
  }

  private async write(event: StoryEvent): Promise<void> {
    const result = await this.store.append('story', this.revision, [{ id: randomUUID(), ...event }]);
    if (result.kind === 'conflict') throw new Error('the story is told by another program too');
    this.revision = result.revision;
    this.take(event);
  }

  private take(event: StoryEvent): void {
    if (event.type === 'act-done') this.done.add(event.data.id);
    else {
      this.choice = event.data.choice;
      this.chosenAt = event.data.at;
    }
  }
}
