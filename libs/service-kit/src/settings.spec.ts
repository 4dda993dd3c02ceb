import { expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { localBackends } from './backends.ts';
import { readSettings } from './settings.ts';

const read = (options: string[], environment: Record<string, string> = {}) =>
  readSettings({ environment, options, defaultPort: 3001 });

it('has defaults that stay on this machine', () => {
  expect(read([])).toEqual({
    host: '127.0.0.1',
    port: 3001,
    allowedHosts: [],
    dataDirectory: resolve('.baton'),
    sample: false,
    shards: 1,
    backends: localBackends,
    logLevel: 'warn',
  });
});

it('takes variables, and options before them', () => {
  const environment = {
    BATON_HOST: '0.0.0.0',
    BATON_PORT: '4000',
    BATON_DATA: '/data',
    BATON_SHARDS: '3',
    BATON_SAMPLE: '1',
    BATON_ALLOWED_HOSTS: 'a.example, b.example',
  };
  expect(read([], environment)).toMatchObject({
    host: '0.0.0.0',
    port: 4000,
    dataDirectory: '/data',
    shards: 3,
    sample: true,
    allowedHosts: ['a.example', 'b.example'],
  });
  expect(read(['--port', '5000', '--data', '/other', '--log-file', '/log'], environment)).toMatchObject({
    port: 5000,
    dataDirectory: '/other',
    logFile: '/log',
  });
});

it.each([
  [['--port', 'web'], {}, /--port: expected a whole number from 0 to 65535, got "web"/],
  [['--port', '65536'], {}, /got "65536"/],
  [[], { BATON_SHARDS: '0' }, /--shards: expected a whole number from 1 to 1024, got "0"/],
  [[], { BATON_LOG_LEVEL: 'loud' }, /BATON_LOG_LEVEL: expected one of .*, got "loud"/],
  [['--speed'], {}, /--speed/],
])('names the bad setting of %j %j', (options, environment, message) => {
  expect(() => read(options, environment as Record<string, string>)).toThrow(
    expect.objectContaining({ code: 'bad-setting', message: expect.stringMatching(message) }),
  );
});
