import type { Provider } from '@nestjs/common';
import type { Bus } from '@baton/bus';
import type { EventStore } from '@baton/event-store';
import type { ReadModels } from '@baton/read-model';
import type { Clock } from './clock.ts';
import { CommandRunner } from './command-runner.ts';
import { LagSamples } from './metrics/lag-samples.ts';
import { QuarantineSamples } from './metrics/quarantine-samples.ts';
import { BUS, CLOCK, READ_MODELS, STORE } from './tokens.ts';

/** Everything that a service needs from outside itself. */
export interface ServiceAdapters {
  readonly store: EventStore;
  readonly bus: Bus;
  readonly readModels: ReadModels;
  readonly clock: Clock;
}

/** For the service's own module, which so keeps its own store when several services share one process. */
export const adapterProviders = (adapters: ServiceAdapters): Provider[] => [
  { provide: STORE, useValue: adapters.store },
  { provide: BUS, useValue: adapters.bus },
  { provide: READ_MODELS, useValue: adapters.readModels },
  { provide: CLOCK, useValue: adapters.clock },
  CommandRunner,
  LagSamples,
  QuarantineSamples,
];
