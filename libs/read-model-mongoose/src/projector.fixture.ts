import type { Change, Collection, CollectionDefinition, Document, ReadModels } from '@baton/read-model';

const reader = 'projector';

/** The more often an event is folded in, the larger the sum: nothing is idempotent here but the place. */
interface Account extends Document {
  readonly sum: number;
  readonly events: number;
}

interface Place extends Document {
  readonly position: number;
}

export const accounts: CollectionDefinition = {
  name: 'accounts',
  version: 1,
  reader,
  indexes: [{ name: 'by-sum', fields: ['sum'] }],
};
const notes: CollectionDefinition = { name: 'notes', version: 1, reader, indexes: [{ name: 'all', fields: [] }] };
const places: CollectionDefinition = { name: 'places', version: 1, reader, indexes: [{ name: 'all', fields: [] }] };

const accountCount = 60;
const closes = (event: number): boolean => event % 11 === 10;
const accountOf = (event: number): string => `account-${(event * 7) % accountCount}`;

/** Folds the events 0, 1, 2, … into accounts, as the services do: looks up, folds, applies. Begins where the place is. */
export class Projector {
  readonly #models: ReadModels;
  readonly #accounts: Collection<Account>;
  #batch: number;
  #position: number;

  private constructor(models: ReadModels, accountsOf: Collection<Account>, at: { batch: number; position: number }) {
    this.#models = models;
    this.#accounts = accountsOf;
    this.#batch = at.batch;
    this.#position = at.position;
  }

  static async start(models: ReadModels): Promise<Projector> {
    const kept = await models.collection<Account>(accounts);
    await models.collection(notes);
    const placeOf = await models.collection<Place>(places);
    const batch = await models.checkpoint(reader);
    return new Projector(models, kept, { batch, position: (await placeOf.get('place'))?.position ?? 0 });
  }

  get position(): number {
    return this.#position;
  }

  async step(count: number): Promise<void> {
    const folded = new Map<string, Account | undefined>();
    const changes: Change[] = [];
    for (let event = this.#position; event < this.#position + count; event += 1) {
      const id = accountOf(event);
      const before = folded.has(id) ? folded.get(id) : await this.#accounts.get(id);
      const { sum, events } = before ?? { sum: 0, events: 0 };
      folded.set(id, closes(event) ? undefined : { id, sum: sum + event, events: events + 1 });
      changes.push(put(notes, { id: `note-${event}`, event }));
    }
    for (const [id, account] of folded) changes.push(account === undefined ? remove(id) : put(accounts, account));
    const position = this.#position + count;
    await this.#models.apply(reader, this.#batch + 1, [...changes, put(places, { id: 'place', position })]);
    this.#batch += 1;
    this.#position = position;
  }
}

const put = ({ name }: CollectionDefinition, document: Document): Change => ({
  collection: name,
  kind: 'put',
  document,
});
const remove = (id: string): Change => ({ collection: accounts.name, kind: 'remove', id });

/** All that is kept, page by page. */
export const contentOf = async (models: ReadModels): Promise<readonly Document[]> => {
  const asked = [
    [accounts, 'by-sum'],
    [notes, 'all'],
    [places, 'all'],
  ] as const;
  const found: Document[] = [];
  for (const [definition, index] of asked) {
    const collection = await models.collection(definition);
    let after: string | undefined;
    do {
      const page = await collection.find({ index, limit: 100, ...(after === undefined ? {} : { after }) });
      found.push(...page.documents);
      after = page.next;
    } while (after !== undefined);
  }
  return found;
};
