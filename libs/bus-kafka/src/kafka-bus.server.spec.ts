import { jest } from '@jest/globals';
import { busContract } from '@baton/bus/contract';
import { kafkaHarness } from './kafka-ground.fixture.ts';

jest.setTimeout(90_000);

busContract('Kafka', kafkaHarness);
