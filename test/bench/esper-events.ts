import type { CaseFact, ReferenceFact, Route } from '@baton/contracts';

const hour = 3_600_000;
const day = 24 * hour;
const rounds = 5;
const daysARound = 6;
/** How late an acceptance may come before the stall is raised, and before each rung of its ladder fires. */
const acceptBudget = 4 * hour;
const rungsAt = [4 * hour, 8 * hour, 24 * hour];

export const esperStart = 1_700_000_000_000;

/** Xorshift, so that the stream is the one that Esper was measured with. */
const randomBelow = (): ((bound: number) => number) => {
  let state = 0x9e3779b9 | 0;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
};

export interface EsperEvents {
  readonly count: number;
  readonly keys: number;
  /** In the order in which they occur: when, of which key, and whether it is an offer or the acceptance of it. */
  readonly at: Float64Array;
  readonly key: Uint32Array;
  readonly isOffer: Uint8Array;
  /** As anybody can count them by the delays alone. */
  readonly stalls: number;
  readonly rungs: number;
}

/** Five rounds of an offer and an acceptance a key; one acceptance in ten comes 4 to 24 hours later, the others sooner. */
export const esperEvents = (keys: number): EsperEvents => {
  const count = rounds * keys * 2;
  const [at, key, isOffer] = [new Float64Array(count), new Uint32Array(count), new Uint8Array(count)];
  const random = randomBelow();
  let [stalls, rungs, n] = [0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < keys; k++, n += 2) {
      const offeredAt = esperStart + round * daysARound * day + random(4 * day);
      const delay = random(10) === 0 ? acceptBudget + 1 + random(20 * hour) : 1 + random(acceptBudget - 2);
      at.set([offeredAt, offeredAt + delay], n);
      key.set([k, k], n);
      isOffer.set([1, 0], n);
      if (delay > acceptBudget) stalls++;
      rungs += rungsAt.filter((after) => delay >= after).length;
    }
  }
  const order = Uint32Array.from(at, (_, index) => index);
  order.sort((one, other) => at[one]! - at[other]! || key[one]! - key[other]! || isOffer[other]! - isOffer[one]!);
  const sorted = { at: at.slice(), key: key.slice(), isOffer: isOffer.slice() };
  order.forEach((from, to) => {
    sorted.at[to] = at[from]!;
    sorted.key[to] = key[from]!;
    sorted.isOffer[to] = isOffer[from]!;
  });
  return { count, keys, ...sorted, stalls, rungs };
};

const route: Route = {
  id: 'esper',
  version: 1,
  title: 'Esper',
  owner: 'owner',
  legs: [{ id: 'take', title: 'Take', party: 'day', acceptBudget, elapsed: true, needs: [] }],
  handlings: [],
  ladder: rungsAt.map((after) => ({
    after: after - acceptBudget,
    elapsed: true,
    whom: 'receiver',
    channel: 'console',
  })),
};

/** The parties that take turns, so that every offer is a new one. */
const parties = ['owner', 'day', 'night'];

/** The rules in force, and every case opened at the start by its first holder, who waits for nobody. */
export const esperRules = (): ReferenceFact[] => {
  const header = (id: string) => ({ id, occurredAt: esperStart, actor: 'bench' });
  const week = [['00:00', '24:00']] as const;
  const calendar = {
    ...{ id: 'always', revision: 1, zone: 'UTC', transitions: [{ at: 0, offsetMinutes: 0 }] },
    ...{ weekly: { mon: week, tue: week, wed: week, thu: week, fri: week, sat: week, sun: week } },
    ...{ daysOff: [], extraWorkdays: {}, special: {}, source: 'bench', hash: 'bench', validThrough: '2027-12-31' },
  };
  // A baton that goes to and fro for ever would be a runaround; Esper's pattern knows none.
  const policy = { id: 'default', version: 1, ladders: [], runaround: { hops: 1_000, returns: 1_000 } };
  const people = parties.map((id) => ({ id, name: id, kind: 'person' as const, calendar: 'always' }));
  return [
    { ...header('calendar'), type: 'baton.rules.calendar-published.v1', calendar },
    { ...header('roster'), type: 'baton.people.roster-changed.v1', parties: people },
    { ...header('policy'), type: 'baton.rules.policy-published.v1', policy },
    { ...header('route'), type: 'baton.rules.route-published.v1', route },
  ];
};

/** Makes the facts of the stream: each with an id and an object of its own, as a ledger's reader would. */
export const esperFacts = (events: EsperEvents) => {
  const caseIds = Array.from({ length: events.keys }, (_, key) => `K${String(key).padStart(6, '0')}`);
  const isDaysTurn = new Uint8Array(events.keys);
  const isOpen = new Uint8Array(events.keys);
  return (n: number): readonly CaseFact[] => {
    const key = events.key[n]!;
    const caseId = caseIds[key]!;
    const occurredAt = events.at[n]!;
    const id = `esper ${n}`;
    const leg = 'take';
    if (events.isOffer[n] === 0) {
      const by = isDaysTurn[key] === 1 ? 'day' : 'night';
      return [{ id, occurredAt, actor: by, type: 'baton.handoff.accepted.v1', caseId, leg, by }];
    }
    const actor = isDaysTurn[key] === 1 ? 'day' : isOpen[key] === 1 ? 'night' : 'owner';
    isDaysTurn[key] = 1 - isDaysTurn[key]!;
    const to = isDaysTurn[key] === 1 ? 'day' : 'night';
    const offer = { id, occurredAt, actor, type: 'baton.handoff.offered.v1', caseId, leg, to } as const;
    if (isOpen[key] === 1) return [offer];
    isOpen[key] = 1;
    const opening = { id: `esper opening ${key}`, occurredAt, actor, caseId, title: caseId } as const;
    return [{ ...opening, type: 'baton.case.opened.v1', customer: 'owner', route: route.id }, offer];
  };
};
