import { idTwice, keyTwice } from './distinct.ts';
import type { Handling, LearnedDurations, Policy, Route, RouteLeg, Rung } from './rules.ts';
import { mismatch, type Mismatch } from './mismatch.ts';

/** For each leg the legs that it waits for; of two with the same id the first counts. */
type Waits = ReadonlyMap<string, readonly string[]>;

const waitsOf = (legs: readonly RouteLeg[]): Waits => {
  const waits = new Map<string, readonly string[]>();
  for (const [index, { id, after }] of legs.entries()) {
    const before = legs[index - 1];
    if (!waits.has(id)) waits.set(id, after ?? (before === undefined ? [] : [before.id]));
  }
  return waits;
};

/** Every leg whose turn comes once those that wait for nothing are completed, and so on. Unknown legs hold up nobody. */
const startable = (waits: Waits): ReadonlySet<string> => {
  const started = new Set<string>();
  let before = -1;
  while (started.size > before) {
    before = started.size;
    for (const [id, after] of waits)
      if (after.every((other) => started.has(other) || !waits.has(other))) started.add(id);
  }
  return started;
};

/** Whether a leg waits for itself, if only by way of others. */
const inCircle = (id: string, waits: Waits): boolean => {
  const seen = new Set<string>();
  const ahead = [...waits.get(id)!];
  for (let other = ahead.pop(); other !== undefined; other = ahead.pop()) {
    if (other === id) return true;
    if (seen.has(other)) continue;
    seen.add(other);
    ahead.push(...(waits.get(other) ?? []));
  }
  return false;
};

const orderErrors = (legs: readonly RouteLeg[], at: string): readonly Mismatch[] => {
  const waits = waitsOf(legs);
  const started = startable(waits);
  return legs.flatMap(({ id, after }, index) => {
    const pointer = `${at}/${index}/after`;
    const unknown = (after ?? []).flatMap((other, place) =>
      waits.has(other) ? [] : [mismatch(`${pointer}/${place}`, 'the id of a leg of this route', other)],
    );
    if (started.has(id)) return unknown;
    const expected = inCircle(id, waits) ? 'legs that do not wait for this one' : 'legs that can start themselves';
    return [...unknown, mismatch(pointer, expected, waits.get(id))];
  });
};

const missingField: Readonly<
  Partial<Record<Handling['kind'], { readonly field: 'to' | 'with' | 'typical'; readonly what: string }>>
> = {
  deputy: { field: 'to', what: 'the party of the deputy' },
  'other-holder': { field: 'to', what: 'the party of the other holder' },
  parallel: { field: 'with', what: 'the leg that it may run beside' },
  expedite: { field: 'typical', what: 'the working time that the leg takes then' },
};

const handlingErrors = (handling: Handling, legs: ReadonlySet<string>, at: string): readonly Mismatch[] => {
  const errors: Mismatch[] = [];
  if (!legs.has(handling.leg)) errors.push(mismatch(`${at}/leg`, 'the id of a leg of this route', handling.leg));
  if (handling.with !== undefined && (!legs.has(handling.with) || handling.with === handling.leg))
    errors.push(mismatch(`${at}/with`, 'the id of another leg of this route', handling.with));
  const needed = missingField[handling.kind];
  if (needed !== undefined && handling[needed.field] === undefined)
    errors.push(mismatch(`${at}/${needed.field}`, needed.what, undefined));
  if (handling.class === 'law' && handling.mayGrant.length > 0)
    errors.push(mismatch(`${at}/mayGrant`, 'nobody, for law is never bent', handling.mayGrant));
  return errors;
};

const rungErrors = (rungs: readonly Rung[], at: string): readonly Mismatch[] =>
  rungs.flatMap(({ whom, group }, index) =>
    whom === 'on-duty' && group === undefined
      ? [mismatch(`${at}/${index}/group`, 'the team or role of whom somebody is on duty', undefined)]
      : [],
  );

export const routeErrors = ({ legs, handlings, ladder }: Route, at: string): readonly Mismatch[] => {
  const known = new Set(legs.map(({ id }) => id));
  return [
    ...idTwice(legs, `${at}/legs`),
    ...orderErrors(legs, `${at}/legs`),
    ...idTwice(handlings, `${at}/handlings`),
    ...handlings.flatMap((handling, index) => handlingErrors(handling, known, `${at}/handlings/${index}`)),
    ...rungErrors(ladder, `${at}/ladder`),
  ];
};

export const policyErrors = ({ budgets = [], ladders }: Policy, at: string): readonly Mismatch[] => [
  ...keyTwice(
    budgets.map(({ leg }) => leg),
    'a leg',
    (index) => `${at}/budgets/${index}/leg`,
  ),
  ...ladders.flatMap(({ rungs }, index) => rungErrors(rungs, `${at}/ladders/${index}/rungs`)),
];

/** Two entries for the same route, leg and party would leave open which one counts. */
export const durationErrors = ({ entries }: LearnedDurations, at: string): readonly Mismatch[] =>
  keyTwice(
    entries.map(({ route, leg, party }) => [route, leg, ...(party === undefined ? [] : [party])]),
    'a combination of route, leg and party',
    (index) => `${at}/entries/${index}`,
  );
