import { type CaseFact, type Fact, type LedgerAppend, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';
import { openImportTarget } from '@baton/handoff';
import { zoneTransitions } from '@baton/service-kit';
import { sampleCalendar, sampleParties, sampleRoute } from '@baton/standalone';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const hourMs = 3_600_000;
const startAt = Date.UTC(2026, 2, 2);
const betweenCasesMs = hourMs / 2;
/** As many as a shard takes at once when it has some catching up to do. */
const factsOfAppend = 150;

/** The same numbers in every run, from 0 up to 1: a linear congruential generator (Numerical Recipes). */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Most things are done within hours, some take days: about one leg in six stalls. */
const delayMs = (random: () => number): number => random() ** 12 * 96 * hourMs;

/** One purchase along the sample's route. */
const factsOfCase = (ordinal: number, random: () => number): readonly CaseFact[] => {
  const caseId = `PO-${String(ordinal).padStart(6, '0')}`;
  let at = startAt + ordinal * betweenCasesMs;
  const facts: CaseFact[] = [];
  const header = (actor: string) => ({ id: `/purchasing ${caseId}-${facts.length}`, occurredAt: at, actor, caseId });
  facts.push({
    ...header('Q'),
    type: 'baton.case.opened.v1',
    title: `Replace part ${ordinal}`,
    customer: 'Q',
    route: sampleRoute.id,
    needBy: at + 14 * 24 * hourMs,
    impact: ordinal % 7 === 0 ? 'critical' : 'normal',
  });
  for (const { id: leg, party, needs } of sampleRoute.legs) {
    facts.push({ ...header('Q'), type: 'baton.handoff.offered.v1', leg, to: party, items: needs });
    at += delayMs(random);
    facts.push({ ...header(party), type: 'baton.handoff.accepted.v1', leg, by: party });
    at += delayMs(random);
    facts.push({ ...header(party), type: 'baton.handoff.completed.v1', leg, by: party });
  }
  facts.push({ ...header('Q'), type: 'baton.case.closed.v1' });
  return facts.map((fact) => ({ ...fact, occurredAt: Math.round(fact.occurredAt) }));
};

const rules = (): readonly Fact[] => {
  const header = { occurredAt: startAt, actor: 'A' };
  const calendar = {
    ...sampleCalendar,
    transitions: zoneTransitions(sampleCalendar.zone, startAt, Date.UTC(2027, 0, 1)),
  };
  return [
    { id: '/administration calendar', ...header, type: 'baton.rules.calendar-published.v1', calendar },
    { id: '/administration roster', ...header, type: 'baton.people.roster-changed.v1', parties: sampleParties },
    { id: '/administration route', ...header, type: 'baton.rules.route-published.v1', route: sampleRoute },
  ];
};

/** The appends that the handoff service itself makes of so many purchases. */
export const ledgerRows = async (cases: number): Promise<readonly LedgerAppend[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  const random = numbers(1);
  const facts = Array.from({ length: cases }, (_, ordinal) => factsOfCase(ordinal, random)).flat();
  facts.sort((one, other) => one.occurredAt - other.occurredAt);
  try {
    const target = await openImportTarget({ directory, startAt });
    await target.append(rules(), startAt);
    for (let from = 0; from < facts.length; from += factsOfAppend) {
      const some = facts.slice(from, from + factsOfAppend);
      await target.append(some, some.at(-1)!.occurredAt);
    }
    await target.complete();
    await target.close();
    const log = await SqliteEventLog.open({ file: join(directory, 'ledger-0.db') });
    const rows: LedgerAppend[] = [];
    for await (const { data } of log.readStream(ledgerStream(0))) rows.push(data as LedgerAppend);
    await log.close();
    return rows;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
