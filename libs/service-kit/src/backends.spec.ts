import { expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { localBackends, readBackends } from './backends.ts';

it('keeps everything on this machine unless something else is said', () => {
  expect(readBackends({})).toEqual(localBackends);
  expect(readBackends({ BATON_EVENT_STORE: 'sqlite', BATON_BUS: 'log', BATON_READ_MODELS: 'sqlite:read' })).toEqual({
    ...localBackends,
    readModels: { kind: 'local', directory: resolve('read') },
  });
});

it('takes each port by itself', () => {
  const url = 'kafka://baton:secret@one:9092,two:9092?tls=true';
  expect(readBackends({ BATON_BUS: url })).toEqual({ ...localBackends, bus: { kind: 'server', url } });
  expect(readBackends({ BATON_READ_MODELS: 'mongodb+srv://db.example/baton' })).toEqual({
    ...localBackends,
    readModels: { kind: 'server', url: 'mongodb+srv://db.example/baton' },
  });
  expect(
    readBackends({ BATON_EVENT_STORE: 'kurrentdb+discover://db:2113', BATON_BUS: 'kafka://one:9092' }).eventStore,
  ).toEqual({ kind: 'server', url: 'kurrentdb+discover://db:2113' });
});

it.each([
  [{ BATON_EVENT_STORE: 'postgres://db' }, 'BATON_EVENT_STORE: expected "sqlite", "sqlite:DIR" or "kurrentdb://'],
  [{ BATON_BUS: 'kafka' }, 'BATON_BUS: expected "log" or "kafka://HOST:PORT", got "kafka"'],
  [{ BATON_READ_MODELS: 'mongo' }, 'BATON_READ_MODELS: expected "sqlite", "sqlite:DIR" or "mongodb://HOST:PORT"'],
  [{ BATON_EVENT_STORE: 'kurrentdb://db:2113' }, 'BATON_BUS: the log of this machine cannot carry what KurrentDB'],
  [{ BATON_NAMESPACE: 'My Hospital' }, 'BATON_NAMESPACE: expected small letters, digits and hyphens'],
])('refuses %j in one line that names the setting', (environment, message) => {
  expect(() => readBackends(environment as Record<string, string>)).toThrow(
    expect.objectContaining({ code: 'bad-setting', message: expect.stringContaining(message) }),
  );
});

it('never repeats a password', () => {
  expect(() => readBackends({ BATON_BUS: 'amqp://baton:secret@one:5672' })).toThrow(/got "amqp:\/\/…@one:5672"/);
});
