export * from './bus.ts';
export { BatchConsumer, type BatchHandler } from './feeds/batch-consumer.ts';
export { FeedBus, type FeedBusSetting } from './feeds/feed-bus.ts';
export type { Feed, FeedEntry, FeedPage } from './feeds/feed.ts';
export { GroupConsumer } from './feeds/group-consumer.ts';
export {
  type GroupProgress,
  type GroupRecord,
  type GroupRecords,
  identityOf,
  InMemoryGroupRecord,
  InMemoryGroupRecords,
} from './feeds/group-record.ts';
export { InMemoryProgressBoard, type Place, type ProgressBoard, type ReaderProgress } from './feeds/progress-board.ts';
export { defaultRetryPolicy, type RetryPolicy } from './feeds/retry-policy.ts';
export { WakeUp } from './feeds/wake-up.ts';
export { InMemoryBus, type InMemoryBusOptions, InMemoryBusStorage } from './in-memory-bus.ts';
