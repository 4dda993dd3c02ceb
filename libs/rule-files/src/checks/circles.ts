import type { RouteLeg } from '@baton/contracts';

export interface Circle {
  /** Each after the next, the last after the first. */
  readonly circle: readonly string[];
  /** Legs outside it that wait for it, and for nothing else that stands still. */
  readonly behind: number;
}

/** The ids of the legs that must be completed before each leg; ids that are none of the route's, or the leg's own, are left out. */
export const predecessors = (legs: readonly RouteLeg[]): ReadonlyMap<string, readonly string[]> => {
  const ids = new Set(legs.map(({ id }) => id));
  return new Map(
    legs.map(({ id, after }, index) => {
      const before = after ?? legs.slice(Math.max(index - 1, 0), index).map((leg) => leg.id);
      return [id, before.filter((leg) => leg !== id && ids.has(leg))];
    }),
  );
};

/** The legs that wait for each other; none when every leg can start. */
export const circlesIn = (legs: readonly RouteLeg[]): readonly Circle[] => {
  const before = predecessors(legs);
  const stuck = stuckLegs(before);
  const circles: string[][] = [];
  const told = new Set<string>();
  for (const start of stuck) {
    const path: string[] = [];
    let leg = start;
    while (!told.has(leg)) {
      told.add(leg);
      path.push(leg);
      leg = before.get(leg)!.find((each) => stuck.has(each))!;
    }
    if (path.includes(leg)) circles.push(path.slice(path.indexOf(leg)));
  }
  const inside = circles.reduce((count, circle) => count + circle.length, 0);
  return circles.map((circle, index) => ({ circle, behind: index === 0 ? stuck.size - inside : 0 }));
};

/** What remains when every leg whose predecessors are done is done. */
const stuckLegs = (before: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> => {
  const stuck = new Set(before.keys());
  for (let size = -1; size !== stuck.size;) {
    size = stuck.size;
    for (const leg of stuck) if (!before.get(leg)!.some((each) => stuck.has(each))) stuck.delete(leg);
  }
  return stuck;
};
