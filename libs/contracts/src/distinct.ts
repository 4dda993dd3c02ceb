import { mismatch, type Mismatch } from './mismatch.ts';

/** Every key of a list once; keys are compared as JSON. `pointerOf`: to what is wrong about the item at an index. */
export const keyTwice = (
  keys: readonly unknown[],
  what: string,
  pointerOf: (index: number) => string,
): readonly Mismatch[] => {
  const seen = new Set<string>();
  return keys.flatMap((key, index) => {
    const text = JSON.stringify(key);
    if (seen.has(text)) return [mismatch(pointerOf(index), `${what} that is not in the list before`, key)];
    seen.add(text);
    return [];
  });
};

/** Every id once; `at` points to the list. */
export const idTwice = (list: readonly { readonly id: string }[], at: string): readonly Mismatch[] =>
  keyTwice(
    list.map(({ id }) => id),
    'an id',
    (index) => `${at}/${index}/id`,
  );
