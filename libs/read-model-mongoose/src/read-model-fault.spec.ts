import { expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { reaching, ReadModelFault } from './read-model-fault.ts';

const thrown = async (error: unknown): Promise<unknown> => {
  try {
    return await reaching(async () => {
      throw error;
    });
  } catch (fault) {
    return fault;
  }
};

const resultWith = (code: number | undefined): mongo.BulkWriteResult =>
  ({ getWriteConcernError: () => (code === undefined ? undefined : { code }) }) as never;
const bulkEndedBy = (error: object, code?: number) => new mongo.MongoBulkWriteError(error as never, resultWith(code));
const duplicate = { code: 11000, errmsg: 'duplicate', index: 0 };

it.each([
  ['a bulk with a cut connection', bulkEndedBy(new mongo.MongoNetworkError('connection closed'))],
  ['a bulk that no majority has', bulkEndedBy({ message: 'waiting' }, 64)],
  [
    'a bulk of which a part came while the server stopped',
    bulkEndedBy({ message: 'duplicate', code: 11000, writeErrors: [duplicate, { code: 11600, index: 1 }] }),
  ],
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
  ['a bulk with duplicates', bulkEndedBy({ message: 'duplicate', code: 11000, writeErrors: [duplicate] })],
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
