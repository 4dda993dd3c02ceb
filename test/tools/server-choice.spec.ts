import { describe, expect, it } from '@jest/globals';
import { serversFor } from '../../tools/servers/choice.mjs';

const specs = [
  'libs/bus-kafka/src/kafka-bus.server.spec.ts',
  'libs/read-model-mongoose/src/mongoose-read-models.server.spec.ts',
  'libs/event-store-kurrentdb/src/kurrentdb-event-store.server.spec.ts',
];

type Need = Parameters<typeof serversFor>[0];

const chosen = (need: Partial<Need>): readonly string[] =>
  serversFor({ specs, engine: 'auto', environment: {}, has: () => true, ...need }).map(
    ({ name, kind, isOptional }) => `${name} ${kind}${isOptional ? ' or none' : ''}`,
  );

describe('servers for tests', () => {
  it('run natively where that can be done, unless containers are asked for', () => {
    expect(chosen({})).toEqual(['Kafka native', 'MongoDB native', 'KurrentDB docker or none']);
    expect(chosen({ engine: 'native' })).toEqual(['Kafka native', 'MongoDB native']);
    expect(chosen({ engine: 'docker' })).toEqual(['Kafka docker', 'MongoDB docker', 'KurrentDB docker']);
  });

  it('run in containers where this machine lacks a program, and then they must run', () => {
    const withoutJava = (program: string): boolean => program !== 'java';
    expect(chosen({ has: withoutJava }).slice(0, 2)).toEqual(['Kafka docker', 'MongoDB native']);
    expect(chosen({ has: withoutJava, engine: 'native' })[0]).toBe('Kafka native');
  });

  it('are only those that a spec asks for and no setting names', () => {
    expect(chosen({ specs: specs.slice(0, 1) })).toEqual(['Kafka native']);
    expect(chosen({ specs: ['test/acceptance/gasket.server.spec.ts'] })).toEqual(['Kafka native', 'MongoDB native']);
    const environment = { BATON_TEST_KAFKA: 'kafka://there:9092', BATON_TEST_KURRENTDB: 'kurrentdb://there:2113' };
    expect(chosen({ environment })).toEqual(['MongoDB native']);
  });

  it('run in no engine that is not known', () => {
    expect(() => chosen({ engine: 'podman' })).toThrow('The engine is native, docker or auto, not podman.');
  });
});
