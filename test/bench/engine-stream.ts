import type { CaseFact, Fact, LedgerAppend, ReferenceFact, Route } from '@baton/contracts';
import { HandoffEngine, meaning } from '@baton/handoff-engine';
import type { CalendarDefinition } from '@baton/working-time';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-01-05T00:00:00Z');
const week = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
] as const;
const calendar: CalendarDefinition = {
  id: 'office',
  revision: 1,
  zone: 'UTC',
  transitions: [{ at: 0, offsetMinutes: 0 }],
  weekly: { mon: week, tue: week, wed: week, thu: week, fri: week },
  daysOff: ['2026-04-03'],
  extraWorkdays: {},
  special: {},
  source: 'bench',
  hash: 'bench',
  validThrough: '2027-12-31',
};

const people = Array.from({ length: 120 }, (_, n) => `person-${n}`);
const legs = ['check', 'sign', 'pay'];
const budgets = { acceptBudget: 4 * hour, finishBudget: 8 * hour, typical: 2 * hour, needs: [] };
const route: Route = {
  id: 'purchase',
  version: 1,
  title: 'Purchase',
  owner: 'person-0',
  legs: legs.map((id, n) => ({ id, title: id, party: `person-${n}`, ...budgets })),
  handlings: [],
  ladder: [
    { after: 0, whom: 'receiver', channel: 'console' },
    { after: 4 * hour, whom: 'owner', channel: 'console' },
  ],
};

/** The same numbers on every run. */
const randomFrom = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const rules = (): ReferenceFact[] => {
  const header = (id: string) => ({ id, occurredAt: start, actor: 'bench' });
  const parties = people.map((id) => ({ id, name: id, kind: 'person' as const, calendar: calendar.id }));
  return [
    { ...header('calendar'), type: 'baton.rules.calendar-published.v1', calendar },
    { ...header('roster'), type: 'baton.people.roster-changed.v1', parties },
    { ...header('route'), type: 'baton.rules.route-published.v1', route },
  ];
};

/** Opened, offered, accepted and completed on each of three legs, closed: eleven facts. About one acceptance in ten is slow. */
const caseFacts = (n: number, random: () => number): CaseFact[] => {
  const caseId = `INC${String(n).padStart(7, '0')}`;
  let occurredAt = start + Math.floor(random() * 60 * 24) * hour + Math.floor(random() * 60) * minute;
  let serial = 0;
  const header = (actor: string) => ({ id: `urn:baton:bench ${caseId}-${serial++}`, occurredAt, caseId, actor });
  const needBy = occurredAt + 200 * hour;
  const facts: CaseFact[] = [
    {
      ...header('desk'),
      type: 'baton.case.opened.v1',
      title: `Request ${n}`,
      customer: 'desk',
      route: route.id,
      needBy,
    },
  ];
  for (const leg of legs) {
    const to = people[Math.floor(random() * people.length)]!;
    facts.push({ ...header('desk'), type: 'baton.handoff.offered.v1', leg, to });
    occurredAt += Math.floor(random() * (random() < 0.1 ? 30 : 2) * hour);
    facts.push({ ...header(to), type: 'baton.handoff.accepted.v1', leg });
    occurredAt += Math.floor(random() * 8 * hour);
    facts.push({ ...header(to), type: 'baton.handoff.completed.v1', leg });
  }
  facts.push({ ...header('desk'), type: 'baton.case.closed.v1' });
  return facts;
};

const absences = (random: () => number): ReferenceFact[] =>
  people.map((party, n) => {
    const from = start + Math.floor(random() * 60) * 24 * hour;
    const absence = { absence: `leave-${n}`, party, from, until: from + 5 * 24 * hour };
    const header = { id: `absence-${n}`, occurredAt: from - 48 * hour, actor: 'hr' };
    return { ...header, type: 'baton.people.absence-declared.v1', ...absence };
  });

/** In the order in which they occurred. */
export const streamOf = (cases: number): Fact[] => {
  const random = randomFrom(7);
  const facts: Fact[] = Array.from({ length: cases }, (_, n) => caseFacts(n, random)).flat();
  facts.push(...absences(random));
  return [...rules(), ...facts.sort((one, other) => one.occurredAt - other.occurredAt)];
};

/** The ledger that the engine writes of it: so many facts an append, and all that came of them. */
export const ledgerOf = (facts: readonly Fact[], perAppend: number): LedgerAppend[] => {
  const engine = new HandoffEngine();
  const rows: LedgerAppend[] = [];
  for (let from = 0; from < facts.length; from += perAppend) {
    const some = facts.slice(from, from + perAppend);
    const recordedAt = some.at(-1)!.occurredAt;
    const decisions = some.flatMap((fact) => engine.apply(fact, recordedAt));
    decisions.push(...engine.advance(recordedAt).decisions);
    rows.push({ meaning, recordedAt, input: { events: String(from) }, facts: some, decisions });
  }
  return rows;
};

/** Folds one append as the handoff service does. Answers how many decisions came of it. */
export const foldRow = (engine: HandoffEngine, { facts, recordedAt }: LedgerAppend): number => {
  let decisions = 0;
  for (const fact of facts) decisions += engine.apply(fact, recordedAt).length;
  return decisions + engine.advance(recordedAt).decisions.length;
};
