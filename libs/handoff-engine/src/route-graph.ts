import type { Route } from '@baton/contracts';

/** Which leg waits for which, by their places in the route. */
export interface RouteGraph {
  readonly before: readonly (readonly number[])[];
  readonly next: readonly (readonly number[])[];
  /** Every leg after all that it waits for. */
  readonly order: readonly number[];
  /** One leg after the other, as listed. */
  readonly isSequence: boolean;
}

/** A leg that may start beside another, by special handling. */
export interface Relaxed {
  readonly leg: string;
  readonly beside: string;
}

const graphs = new WeakMap<Route, RouteGraph>();

export const graphOf = (route: Route, relaxed: readonly Relaxed[] = []): RouteGraph => {
  if (relaxed.length > 0) return makeGraph(route, relaxed);
  let graph = graphs.get(route);
  if (graph === undefined) graphs.set(route, (graph = makeGraph(route, relaxed)));
  return graph;
};

const makeGraph = (route: Route, relaxed: readonly Relaxed[]): RouteGraph => {
  const places = new Map(route.legs.map((leg, index) => [leg.id, index]));
  const own = (index: number): readonly number[] =>
    route.legs[index]!.after?.flatMap((id) => places.get(id) ?? []) ?? (index === 0 ? [] : [index - 1]);
  /** Who waits for a leg that runs beside another waits for that one too. */
  const withBeside = (waits: readonly number[]): readonly number[] => {
    const more = relaxed.flatMap(({ leg, beside }) =>
      waits.includes(places.get(leg) ?? -1) ? [places.get(beside) ?? -1] : [],
    );
    return more.length === 0 ? waits : [...new Set([...waits, ...more.filter((place) => place !== -1)])];
  };
  const before = route.legs.map(({ id }, index) => {
    const beside = relaxed.find((one) => one.leg === id)?.beside;
    const place = beside === undefined ? undefined : places.get(beside);
    if (place === undefined) return withBeside(own(index));
    const others = own(index).includes(place) ? own(index).filter((other) => other !== place) : [];
    return [...new Set([...others, ...own(place)])];
  });
  const next = before.map((_, index) => before.flatMap((waits, other) => (waits.includes(index) ? [other] : [])));
  const isSequence = before.every((waits, index) =>
    index === 0 ? waits.length === 0 : waits.length === 1 && waits[0] === index - 1,
  );
  return { before, next, order: orderOf(before), isSequence };
};

/** What waits for itself, which nobody may publish, comes last, as listed. */
const orderOf = (before: readonly (readonly number[])[]): readonly number[] => {
  const order: number[] = [];
  const left = new Set(before.keys());
  for (;;) {
    const ready = [...left].find((index) => before[index]!.every((other) => !left.has(other)));
    if (ready === undefined) return [...order, ...left];
    order.push(ready);
    left.delete(ready);
  }
};
