export * from './event-store.ts';
export { checkStreamName, defaultMaxAppendBytes, type EncodedEvent, encodeAppend } from './encode-append.ts';
export { Changes } from './changes.ts';
export { followLog } from './follow-log.ts';
export { InMemoryEventStore } from './in-memory-event-store.ts';
