export { KurrentdbEventStore } from './kurrentdb-event-store.ts';
export type { KurrentdbEventStoreOptions } from './store-options.ts';
