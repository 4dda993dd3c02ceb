import type { Delivery, Outcome, ProgressBoard, RetryPolicy, Subscription } from '@baton/bus';
import type { ReaderTimes } from './consumer-life.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { Quarantine } from './quarantine.ts';
import type { Translator } from './translator.ts';

export interface KafkaGroupSetting {
  readonly subscription: Subscription;
  readonly handle: (delivery: Delivery) => Promise<Outcome>;
  readonly cluster: KafkaCluster;
  readonly board: ProgressBoard;
  readonly times: ReaderTimes;
  readonly translator: Translator;
  readonly quarantine: Quarantine;
  readonly retry: RetryPolicy;
  readonly concurrency: number;
  readonly now: () => number;
}
