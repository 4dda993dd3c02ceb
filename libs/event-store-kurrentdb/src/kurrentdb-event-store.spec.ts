import { eventStoreContract } from '@baton/event-store/contract';
import { peerHarness } from './peer/peer-harness.fixture.ts';

eventStoreContract('KurrentdbEventStore', peerHarness);
