import type { HealthRegistry } from '../health.ts';
import type { Metrics } from './metrics.ts';

/** What `/health/ready` says, as numbers. */
export const sampleHealth = (metrics: Metrics, health: HealthRegistry): void => {
  metrics.sampled({ name: 'baton_ready', help: '1: every part of the process runs; 0: one does not' }, health, () => [
    { value: health.troubles().length === 0 ? 1 : 0 },
  ]);
  metrics.sampled(
    { name: 'baton_part_in_trouble', help: '1 for each part that does not run, a relay or a shard', labels: ['part'] },
    health,
    () => health.troubles().map(({ part }) => ({ labels: { part }, value: 1 })),
  );
};
