import type { Model } from 'mongoose';
import type { Pending } from './books.ts';
import type { Database } from './database.ts';
import { ReadModelFault } from './read-model-fault.ts';
import { decodeWrites, encodeWrites, partsOf, type Write } from './writes.ts';

interface StoredPart {
  readonly _id: string;
  readonly reader: string;
  readonly era: string;
  readonly sequence: number;
  readonly text: string;
}

type LeftPart = Pick<StoredPart, '_id' | 'era' | 'sequence'>;

interface Batch {
  readonly reader: string;
  readonly era: string;
  readonly sequence: number;
  readonly stamp: string;
}

/** Characters; the books may hold a small batch of each reader. */
const maxInBooks = 64 * 1_024;
/** Characters: at most three bytes each, and a document may have 16 MiB. */
const maxPart = 4 * 1_024 * 1_024;

/** The writes of a batch, kept before it is decided on. */
export class Journal {
  readonly #model: Model<StoredPart>;

  constructor(database: Database) {
    const fields = { _id: String, reader: String, era: String, sequence: Number, text: String };
    this.#model = database.model<StoredPart>('journal', fields);
  }

  async keep({ stamp, ...batch }: Batch, writes: readonly Write[]): Promise<Pending> {
    const { sequence } = batch;
    const texts = partsOf(writes, maxPart).map(encodeWrites);
    const [first = ''] = texts;
    if (texts.length < 2 && first.length <= maxInBooks) return { sequence, parts: 0, text: first };
    for (const [at, text] of texts.entries())
      await this.#model.insertMany([{ _id: partId(stamp, at), ...batch, text }]);
    return { sequence, parts: texts.length };
  }

  /** Undefined when parts are missing, as they are once the batch is in the documents. */
  async read(stamp: string, { text, parts }: Pending): Promise<readonly Write[] | undefined> {
    if (text !== undefined) return decodeWrites(text);
    const writes: Write[] = [];
    for (let at = 0; at < parts; at += 1) {
      const part = await this.#model.findById(partId(stamp, at)).lean<StoredPart>();
      if (part === null) return undefined;
      writes.push(...decodeWrites(part.text));
    }
    return writes;
  }

  async forget(stamp: string, { parts }: Pick<Pending, 'parts'>): Promise<void> {
    for (let at = 0; at < parts; at += 1) await this.#model.deleteOne({ _id: partId(stamp, at) });
  }

  async leftOf(reader: string): Promise<readonly LeftPart[]> {
    return this.#model.find({ reader }, { era: 1, sequence: 1 }).lean<LeftPart[]>();
  }

  /**
   * Of the parts that a crash left behind, those that nobody decides on any more: at or behind the checkpoint, or from
   * before the reader started over. `left` was read before the checkpoint was.
   */
  async forgetLeft(left: readonly LeftPart[], kept: Pick<Batch, 'era' | 'sequence'>): Promise<void> {
    for (const { _id, era, sequence } of left)
      if (era !== kept.era || sequence <= kept.sequence) await this.#model.deleteOne({ _id });
  }
}

const partId = (stamp: string, at: number): string => `${stamp}.${at}`;

export const incomplete = (reader: string): ReadModelFault =>
  new ReadModelFault('corrupt', `The kept batch of ${reader} is not whole; reset the reader, so that it starts over.`);
