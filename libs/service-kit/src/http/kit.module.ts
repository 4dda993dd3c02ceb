import { Global, Module } from '@nestjs/common';
import { HealthRegistry } from '../health.ts';
import { HealthController } from './health.controller.ts';

/** What every process has once, however many services it runs. */
@Global()
@Module({ controllers: [HealthController], providers: [HealthRegistry], exports: [HealthRegistry] })
export class KitModule {}
