import { ledgerStream } from '@baton/contracts';
import type { EventLog } from '@baton/event-store';
import { basename } from 'node:path';
import type { ServiceAdapters } from './adapters.ts';
import { type Backends, localBackends } from './backends.ts';
import { Buses } from './buses.module.ts';
import { FollowedClock, saysAnything } from './clock-stream.ts';
import { type Clock, SystemClock } from './clock.ts';
import { HealthRegistry } from './health.ts';
import type { Ledgers } from './ledgers.ts';
import { openReadModels } from './read-models.module.ts';
import { Stores } from './stores.module.ts';

/** Everybody who writes a log of their own in a data folder. */
export const writers: readonly string[] = ['requests', 'approvals', 'procurement', 'payment', 'handoff', 'clock'];

export interface EmbeddedOptions {
  /** `<data>/<sample|real>`. */
  readonly directory: string;
  /** `followed`: what the clock's stream in the folder says; `kept`: the same if that stream says anything, else the real time. */
  readonly clock: 'system' | 'followed' | 'kept' | Clock;
  /** All that write in this folder, in whatever process; default `writers`. */
  readonly services?: readonly string[];
  /** Those of them that this process runs, and locks; default: all. */
  readonly own?: readonly string[];
  /** What is behind the ports; default: files of this machine. */
  readonly backends?: Backends;
  /** Ledger shards of a new folder; one that is there keeps its own. `handoff` writes them. */
  readonly shards: number;
}

/** The adapters of one process, shared by the services that it runs. */
export class EmbeddedAdapters {
  readonly directory: string;
  /** What its own parts say of themselves. */
  readonly health = new HealthRegistry();
  readonly #own: readonly string[];
  readonly #backends: Backends;
  readonly #services = new Map<string, Promise<ServiceAdapters>>();
  readonly #closeLater: (() => Promise<void>)[] = [];
  #clock: Clock = new SystemClock();
  #stores!: Stores;
  #buses!: Buses;

  private constructor({ directory, services = writers, own = services, backends = localBackends }: EmbeddedOptions) {
    this.directory = directory;
    this.#own = own;
    this.#backends = backends;
  }

  /** Throws `StartFault` in one line when the folder or a server cannot be used. */
  static async open(options: EmbeddedOptions): Promise<EmbeddedAdapters> {
    const adapters = new EmbeddedAdapters(options);
    try {
      await adapters.#open(options);
      return adapters;
    } catch (fault) {
      await adapters.close();
      throw fault;
    }
  }

  /** The same for every service of this process. */
  get clock(): Clock {
    return this.#clock;
  }

  /** Of use to `handoff` alone, and only in the process that runs it. */
  get ledgers(): Ledgers {
    const [buses, stores] = [this.#buses, this.#stores];
    return {
      stores: stores.ledgers,
      generations: stores.generations,
      log: (ledger) => stores.log(ledgerStream(ledger)),
      isShared: buses.handsOutShards,
      share: (handler) => buses.share(handler),
    };
  }

  /** For one of the process's own services; asked again, it answers the same. */
  for(service: string): Promise<ServiceAdapters> {
    const known = this.#services.get(service) ?? this.#adaptersOf(service);
    this.#services.set(service, known);
    return known;
  }

  /** To be called when nobody uses the adapters any more. */
  async close(): Promise<void> {
    for (const close of this.#closeLater.splice(0).toReversed()) await close();
  }

  async #open(options: EmbeddedOptions): Promise<void> {
    const { services = writers, shards } = options;
    const now = (): number => this.#clock.now();
    const shared = { directory: this.directory, backends: this.#backends, now };
    this.#stores = await Stores.open({ ...shared, services, own: this.#own, shards });
    this.#closeLater.push(() => this.#stores.close());
    this.#buses = await Buses.open({ ...shared, stores: this.#stores, name: this.#own.join('-'), health: this.health });
    this.#closeLater.push(() => this.#buses.close());
    await this.#startClock(options.clock);
  }

  async #startClock(clock: EmbeddedOptions['clock']): Promise<void> {
    const log: EventLog = this.#stores.log('clock');
    if (clock === 'system' || (clock === 'kept' && !(await saysAnything(log)))) return;
    if (clock !== 'followed' && clock !== 'kept') {
      this.#clock = clock;
      return;
    }
    const first = this.#own[0]!;
    const followed = await FollowedClock.follow(this.#buses.of(first), `clock-${first}`, log);
    this.#clock = followed;
    this.#closeLater.push(() => followed.stop());
  }

  async #adaptersOf(service: string): Promise<ServiceAdapters> {
    const world = basename(this.directory);
    const readModels = await openReadModels(this.#backends, { directory: this.directory, world, service });
    this.#closeLater.push(() => readModels.close());
    return { store: this.#stores.of(service), bus: this.#buses.of(service), readModels, clock: this.#clock };
  }
}
