import { type DynamicModule, Global, Module } from '@nestjs/common';
import { HealthRegistry } from '../health.ts';
import { HealthController } from './health.controller.ts';

/** What every process has once, however many services it runs. */
@Global()
@Module({ controllers: [HealthController], exports: [HealthRegistry] })
export class KitModule {
  /** `health`: what was there before, and reports to it already. */
  static register(health = new HealthRegistry()): DynamicModule {
    return { module: KitModule, providers: [{ provide: HealthRegistry, useValue: health }] };
  }
}
