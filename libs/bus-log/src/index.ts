export { type Checkpoints, InMemoryCheckpoints } from './checkpoints.ts';
export { cloudEventType, decodeCloudEvent, inboxPrefix } from './inbox.ts';
export { LogBus, type LogBusOptions } from './log-bus.ts';
export type { Decode } from './log-feed.ts';
export { LogFeeds } from './log-feeds.ts';
export type { TopicPrefixes } from './topics.ts';
export { SqliteCheckpoints, type SqliteCheckpointsOptions } from './sqlite-checkpoints.ts';
