import { type CaseFact, type Fact, type LedgerAppend, type RouteLeg, ledgerStream } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';

export const hour = 3_600_000;

/** The body of one kind of fact, without its header. */
type Body = Fact extends infer One ? (One extends Fact ? Omit<One, 'id' | 'occurredAt' | 'actor'> : never) : never;

let facts = 0;
/** A fact that occurred at `occurredAt`, with an id of its own. */
export const fact = (occurredAt: number, body: Body, actor = 'Q'): Fact =>
  ({ id: `/x ${(facts += 1)}`, occurredAt, actor, ...body }) as Fact;

export const opened = (caseId: string, occurredAt: number, more: Partial<CaseFact> = {}): Fact =>
  fact(occurredAt, { type: 'baton.case.opened.v1', caseId, title: caseId, customer: 'Q', route: 'r', ...more } as Body);

export const offered = (caseId: string, occurredAt: number, to = 'V'): Fact =>
  fact(occurredAt, { type: 'baton.handoff.offered.v1', caseId, leg: 'sign', to });

/** One leg, `sign`, that V has an hour to accept; ladders call the receiver at once. */
export const route = (occurredAt: number, leg: Partial<RouteLeg> = {}): Fact =>
  fact(occurredAt, {
    type: 'baton.rules.route-published.v1',
    route: {
      ...{ id: 'r', version: 1, title: 'r', owner: 'A', handlings: [] },
      legs: [{ id: 'sign', title: 'Sign', party: 'V', acceptBudget: hour, needs: [], ...leg }],
      ladder: [{ after: 0, whom: 'receiver', channel: 'console' }],
    },
  });

/** V exists, and works the hours of the calendar `hours`. */
export const roster = (occurredAt: number): Fact =>
  fact(occurredAt, {
    type: 'baton.people.roster-changed.v1',
    parties: ['V', 'Q', 'A'].map((id) => ({ id, name: id, kind: 'person', calendar: 'hours' })),
  });

/** Open every day from the one to the other local time, in UTC. */
export const calendar = (occurredAt: number, from: string, until: string): Fact => {
  const day = [[from, until]] as const;
  return fact(occurredAt, {
    type: 'baton.rules.calendar-published.v1',
    calendar: {
      ...{ id: 'hours', revision: 1, zone: 'UTC', transitions: [{ at: 0, offsetMinutes: 0 }] },
      weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
      ...{ daysOff: [], extraWorkdays: {}, special: {}, source: 'x', hash: 'x', validThrough: '2030-12-31' },
    },
  });
};

export const newStore = (maxAppendBytes?: number): InMemoryEventStore =>
  new InMemoryEventStore({ now: () => 0, ...(maxAppendBytes === undefined ? {} : { maxAppendBytes }) });

export async function* appendsOf(store: InMemoryEventStore): AsyncGenerator<LedgerAppend> {
  for await (const { data } of store.readStream(ledgerStream(0))) yield data as LedgerAppend;
}

export const allOf = async (store: InMemoryEventStore): Promise<LedgerAppend[]> => {
  const all: LedgerAppend[] = [];
  for await (const append of appendsOf(store)) all.push(append);
  return all;
};

/** A store whose ledger holds these appends. */
export const storeOf = async (appends: readonly LedgerAppend[]): Promise<InMemoryEventStore> => {
  const store = newStore();
  for (const [index, data] of appends.entries()) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    await store.append(ledgerStream(0), index - 1, [{ id, type: 'ledger-append', data }]);
  }
  return store;
};
