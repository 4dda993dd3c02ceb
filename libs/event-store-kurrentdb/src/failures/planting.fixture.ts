import type { AppendResult, EventStore, NewEvent } from '@baton/event-store';
import type { KurrentdbEventStore } from '../kurrentdb-event-store.ts';

export type Store = KurrentdbEventStore;

/** The store, but for what `broken` replaces. */
export const plant =
  (broken: (store: Store) => Partial<EventStore>) =>
  (store: Store): EventStore => {
    const replaced = broken(store);
    return new Proxy<EventStore>(store, {
      get: (target, key) => {
        const member: unknown = Reflect.get(replaced, key) ?? Reflect.get(target, key);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  };

export const withAppend = (append: (store: Store) => EventStore['append']) =>
  plant((store) => ({ append: append(store) }));

export const nowhere = (expected: number, events: readonly NewEvent[]): AppendResult => ({
  kind: 'appended',
  revision: expected + events.length,
  position: '0/0',
});

export const theCheck = <Check extends { readonly name: string }>(checks: readonly Check[], name: string): Check => {
  const found = checks.filter((check) => check.name.includes(name));
  if (found.length !== 1) throw new Error(`${found.length} checks are named so: ${name}`);
  return found[0]!;
};
