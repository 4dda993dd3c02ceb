export { KurrentdbEventStore, type KurrentdbEventStoreOptions } from './kurrentdb-event-store.ts';
