import type { KeptCase, KeptPlace, KeptRule, SnapshotPart } from '@baton/handoff-engine';

/** Characters of JSON, about, that go into one part; an event of the largest kind still fits beside a few small ones. */
const partSize = 200_000;

/** The place, then the rules. */
export function* ruleParts(place: KeptPlace, rules: Iterable<KeptRule>): Generator<SnapshotPart> {
  let first: KeptPlace | undefined = place;
  for (const reference of inGroups(rules)) {
    yield { ...first, reference };
    first = undefined;
  }
  if (first !== undefined) yield first;
}

/** The cases behind the rules. */
export function* caseParts(cases: Iterable<KeptCase>): Generator<SnapshotPart> {
  for (const group of inGroups(cases)) {
    const [only] = group;
    if (group.length > 1 || sizeOf(only) <= partSize) yield { cases: group };
    else yield* largeCase(only!);
  }
}

/** Its facts are what makes a case large. */
function* largeCase(kept: KeptCase): Generator<SnapshotPart> {
  const { id } = kept;
  for (const facts of inGroups(kept.facts)) yield { facts: [{ id, facts }] };
  yield { cases: [{ ...kept, facts: [] }] };
}

/** What is too large on its own goes alone. */
function* inGroups<T>(things: Iterable<T>): Generator<readonly T[]> {
  let group: T[] = [];
  let size = 0;
  for (const thing of things) {
    const own = sizeOf(thing);
    if (group.length > 0 && size + own > partSize) {
      yield group;
      group = [];
      size = 0;
    }
    group.push(thing);
    size += own;
  }
  if (group.length > 0) yield group;
}

const sizeOf = (thing: unknown): number => JSON.stringify(thing).length;
