export * from './envelope.ts';
export * from './case-id.ts';
export * from './facts.ts';
export * from './decisions.ts';
export * from './ledger.ts';
export * from './domain-events.ts';
export * from './views.ts';
