import { expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { reaching, ReadModelFault } from './read-model-fault.ts';

const thrown = (error: unknown): Promise<unknown> =>
  reaching(() => Promise.reject(error as Error)).catch((fault: unknown) => fault);

it.each([
  ['a cut connection', new mongo.MongoNetworkError('connection closed')],
  ['no server', new mongo.MongoServerSelectionError('timed out', {} as never)],
  ['a member that is no primary any more', new mongo.MongoServerError({ message: 'not primary', code: 10107 })],
  ['a stopping server', new mongo.MongoServerError({ message: 'shutting down', code: 11600 })],
  ['a majority that does not answer', new mongo.MongoServerError({ message: 'waiting', code: 64 })],
  ['a label', new mongo.MongoServerError({ message: 'busy', code: 1, errorLabels: ['RetryableWriteError'] })],
])('%s is a fault to try again after', async (_, error) => {
  expect(await thrown(error)).toMatchObject({ code: 'unavailable', retryable: true, cause: error });
});

it.each([
  ['what the caller did wrong', new TypeError('An id is a text.')],
  ['an operation that the server does not understand', new mongo.MongoServerError({ message: 'bad', code: 9 })],
  ['a fault', new ReadModelFault('superseded', 'somebody else')],
])('%s stays what it is', async (_, error) => {
  expect(await thrown(error)).toBe(error);
});

it('tells which faults end by themselves', () => {
  const retryable = (code: ReadModelFault['code']): boolean => new ReadModelFault(code, '').retryable;
  expect((['unavailable', 'superseded', 'contended', 'corrupt', 'refused', 'closed'] as const).map(retryable)).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
});
