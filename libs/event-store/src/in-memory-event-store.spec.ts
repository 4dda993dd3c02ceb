import { eventStoreContract } from './contract.ts';
import { inMemoryHarness } from './contract/in-memory-harness.ts';

eventStoreContract('InMemoryEventStore', inMemoryHarness);
