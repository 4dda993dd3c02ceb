import { type Connection, Mongoose, type Model, type SchemaDefinition } from 'mongoose';
import { isAway, ReadModelFault } from './read-model-fault.ts';

export interface DatabaseOptions {
  /** `mongodb://` or `mongodb+srv://`, with credentials, TLS and replica set as the driver knows them. */
  readonly url: string;
  /** Default: the one in the URL, else `baton`. */
  readonly database?: string;
  /** Before every name, so that several services can share a database; default `baton`. */
  readonly prefix?: string;
  /** Default: as the URL says, else true; Amazon DocumentDB wants false. */
  readonly retryWrites?: boolean;
  /** Tries at opening while the server may still be starting; default 10, of 3 seconds each. */
  readonly attempts?: number;
  /** How long one operation looks for a server; default 3,000. */
  readonly selectionTimeoutMs?: number;
}

const prefixPattern = /^[a-z][a-z0-9-]*$/;
/** A server that has fallen silent is given up after this and the time to connect. */
const heartbeatMs = 2_000;
const socketTimeoutMs = 20_000;
const majorityTimeoutMs = 10_000;
const namespaceNotFound = 26;

/** Nothing is made, buffered, stripped or versioned behind the back of whoever uses it. */
const strictly = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  minimize: false,
} as const;

/** A connection, and the models of what is below the prefix. */
export class Database {
  readonly #mongoose: Mongoose;
  readonly #connection: Connection;
  readonly #prefix: string;

  private constructor(mongoose: Mongoose, connection: Connection, prefix: string) {
    this.#mongoose = mongoose;
    this.#connection = connection;
    this.#prefix = prefix;
  }

  /** Throws a fault that names what was tried when no server answers in time, or one refuses. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { prefix = 'baton', attempts = 10 } = options;
    if (!prefixPattern.test(prefix)) throw new TypeError(`"${prefix}" is no prefix: small letters, digits, hyphens.`);
    const mongoose = new Mongoose({ sanitizeFilter: true, ...globally });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return new Database(mongoose, await connect(mongoose, options), prefix);
      } catch (error) {
        if (attempt < attempts && isAway(error)) continue;
        throw new ReadModelFault(
          isAway(error) ? 'unavailable' : 'refused',
          unreachable(options.url, attempt, error),
          error,
        );
      }
    }
  }

  /** The name in the database. */
  nameOf(place: string): string {
    return `${this.#prefix}.${place}`;
  }

  model<T>(place: string, fields: SchemaDefinition): Model<T> {
    const name = this.nameOf(place);
    const known = this.#connection.models[name] as Model<T> | undefined;
    if (known !== undefined) return known;
    const schema = new this.#mongoose.Schema(fields, { ...strictly, collection: name });
    return this.#connection.model(name, schema) as unknown as Model<T>;
  }

  /** Places whose name begins so. */
  async places(beginning: string): Promise<readonly string[]> {
    const found = await this.#connection.db!.listCollections({}, { nameOnly: true }).toArray();
    const whole = this.nameOf(beginning);
    return found.map(({ name }) => name).flatMap((name) => (name.startsWith(whole) ? [this.#placeOf(name)] : []));
  }

  async drop(place: string): Promise<void> {
    const name = this.nameOf(place);
    if (this.#connection.models[name] !== undefined) this.#connection.deleteModel(name);
    try {
      await this.#connection.db!.dropCollection(name);
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== namespaceNotFound) throw error;
    }
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  #placeOf(name: string): string {
    return name.slice(this.nameOf('').length);
  }
}

const globally = { strictQuery: 'throw', bufferCommands: false, autoIndex: false, autoCreate: false } as const;

const connect = async (mongoose: Mongoose, options: DatabaseOptions): Promise<Connection> => {
  const { url, retryWrites, selectionTimeoutMs = 3_000 } = options;
  const connection = mongoose.createConnection();
  try {
    await connection.openUri(url, {
      dbName: options.database ?? databaseIn(url) ?? 'baton',
      serverSelectionTimeoutMS: selectionTimeoutMs,
      connectTimeoutMS: selectionTimeoutMs,
      heartbeatFrequencyMS: heartbeatMs,
      socketTimeoutMS: socketTimeoutMs,
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: majorityTimeoutMs },
      ...(retryWrites === undefined ? {} : { retryWrites }),
    });
    return connection;
  } catch (error) {
    await connection.destroy();
    throw error;
  }
};

/** Of a URL with any number of hosts, which `URL` does not read. */
const databaseIn = (url: string): string | undefined => /^[^/]+\/\/[^/?]+\/([^/?]+)/.exec(url)?.[1];

const unreachable = (url: string, attempts: number, error: unknown): string => {
  const tried = attempts === 1 ? 'once' : `${attempts} times`;
  const reason = error instanceof Error ? error.message : String(error);
  return `Tried ${tried} to open the read models at ${withoutSecrets(url)}; expected a MongoDB replica set or a compatible server there: ${withoutSecrets(reason)}`;
};

const withoutSecrets = (text: string): string => text.replace(/\/\/[^@/\s]*@/g, '//***@');
