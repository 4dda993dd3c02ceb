export { SqliteEventLog } from './sqlite-event-log.ts';
export { SqliteEventStore, type SqliteEventStoreOptions } from './sqlite-event-store.ts';
export { openSqliteLock, type SqliteLock } from './sqlite-lock.ts';
