import { jest } from '@jest/globals';
import { Model } from 'mongoose';

interface Operation {
  readonly updateOne: { readonly filter: { readonly _id: string }; readonly upsert: boolean };
}

/** Changes what the adapter sends as bulks, until the mocks are restored. */
export const plantInBulks = (plant: (operation: Operation) => readonly Operation[]): void => {
  const { bulkWrite } = Model;
  const planted = async function (this: typeof Model, operations: readonly Operation[], options: object) {
    const sent = operations.flatMap(plant);
    return sent.length === 0 ? undefined : bulkWrite.call(this, sent as never, options);
  };
  jest.spyOn(Model, 'bulkWrite').mockImplementation(planted as never);
};
