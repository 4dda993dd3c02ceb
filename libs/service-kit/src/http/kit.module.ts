import { type DynamicModule, Global, Module } from '@nestjs/common';
import { HealthRegistry } from '../health.ts';
import { CommandCounts } from '../metrics/command-counts.ts';
import { sampleHealth } from '../metrics/health-samples.ts';
import { MetricsController } from '../metrics/metrics.controller.ts';
import { Metrics } from '../metrics/metrics.ts';
import { HealthController } from './health.controller.ts';

/** What every process has once, however many services it runs. */
@Global()
@Module({ controllers: [HealthController, MetricsController], exports: [HealthRegistry, Metrics, CommandCounts] })
export class KitModule {
  /** `health`: what was there before, and reports to it already. */
  static register(health = new HealthRegistry(), metrics = new Metrics()): DynamicModule {
    sampleHealth(metrics, health);
    return {
      module: KitModule,
      providers: [
        { provide: HealthRegistry, useValue: health },
        { provide: Metrics, useValue: metrics },
        CommandCounts,
      ],
    };
  }
}
