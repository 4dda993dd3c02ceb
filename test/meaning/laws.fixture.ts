import { type CaseEntry, HandoffEngine, projectedFinish } from '@baton/handoff-engine';
import { hour } from '../engine/relay.fixture.ts';
import { rulebook } from '../engine/rulebook.fixture.ts';
import type { Arrival } from '../engine/stories.fixture.ts';

/** Looks at the engine after what has happened, and several times while nothing does. */
export type Look = (engine: HandoffEngine, at: number) => void;

const looksBetween = 6;
const duesBetween = 12;

/** Just before and at the instants at which something is due, and at some at which nothing is. */
const instantsBetween = (engine: HandoffEngine, from: number, until: number): number[] => {
  const looks = Array.from({ length: looksBetween }, (_, step) => from + ((until - from) * (step + 1)) / looksBetween);
  const ahead = HandoffEngine.restore(engine.snapshot());
  for (
    let due = ahead.nextDue();
    due !== undefined && due <= until && looks.length < 2 * duesBetween;
    due = ahead.nextDue()
  ) {
    if (due > from) looks.push(due - 1, due);
    ahead.advance(due);
  }
  return looks
    .map(Math.floor)
    .filter((at) => at > from)
    .sort((one, other) => one - other);
};

/** Lives through a story, and some days more. */
export const live = (story: readonly Arrival[], look: Look): void => {
  const engine = new HandoffEngine();
  for (const fact of rulebook) engine.apply(fact, fact.occurredAt);
  const pass = (from: number, until: number): void => {
    for (const at of instantsBetween(engine, from, until)) {
      engine.advance(at);
      look(engine, at);
    }
  };
  let now = story[0]?.recordedAt ?? 0;
  for (const { fact, recordedAt } of story) {
    if (recordedAt > now) pass(now, recordedAt);
    engine.apply(fact, recordedAt);
    engine.advance(recordedAt);
    look(engine, recordedAt);
    now = recordedAt;
  }
  pass(now, now + 60 * hour);
};

const isOpen = ({ state }: CaseEntry): boolean => state.status === 'open';
const stalls = ({ state }: CaseEntry, kind: string): boolean => state.stalls.some((stall) => stall.kind === kind);

/** How often the forecast was there, and how often not, where there is a projection. */
export const met = { outside: 0, inside: 0, anew: 0 };

/** A case is forecast to be late exactly as long as its projected finish is after its need-by. */
export const forecastsWhatIsProjected: Look = (engine, at) => {
  for (const entry of engine.entries()) {
    const { needBy } = entry.state;
    if (!isOpen(entry) || needBy === undefined || stalls(entry, 'missed')) continue;
    const finish = projectedFinish(engine.look(entry, at));
    if (finish === undefined) continue;
    const isLate = finish > needBy;
    met[isLate ? 'outside' : 'inside']++;
    if (stalls(entry, 'forecast') === isLate) continue;
    const which = `${entry.id} at ${new Date(at).toISOString()}`;
    throw new Error(`${which}: projected ${new Date(finish).toISOString()}, but forecast is ${!isLate}`);
  }
};

const window = 6.9 * 24 * hour;
const picture = ({ state, episodes }: CaseEntry): string =>
  JSON.stringify([
    ...[state.accountable, state.status, state.needBy, state.supplied, state.granted],
    state.stalls.map(({ kind, leg, dueAt }) => [leg?.definition.id, kind, dueAt].join(' ')).sort(),
    state.clocks.map(({ kind, leg, due }) => [leg?.definition.id, kind, due].join(' ')).sort(),
    episodes.map(({ kind, leg, dueAt, status, rungDue }) => [leg, kind, dueAt, status, rungDue].join(' ')),
  ]);

/** A late fact that changes nothing has the case folded anew, and says nothing. */
export const foldsAnewAlike: Look = (engine, at) => {
  for (const { id, facts, state } of engine.entries()) {
    const first = facts[0]?.takenAt ?? at;
    if (state.status !== 'open' || at - first > window || Math.floor(at / hour) % 4 !== 0) continue;
    const again = HandoffEngine.restore(engine.snapshot());
    const before = picture(again.entry(id)!);
    const occurredAt = first + 1;
    const linked = {
      id: 'late',
      type: 'baton.case.linked.v1',
      caseId: id,
      actor: 'desk',
      to: 'c9',
      occurredAt,
    } as const;
    const decisions = [...again.apply(linked, at), ...again.advance(at).decisions];
    met.anew++;
    const said = decisions.filter(({ type }) => type !== 'fact-flagged').map(({ type }) => type);
    const after = picture(again.entry(id)!);
    if (said.length > 0) throw new Error(`${id} at ${new Date(at).toISOString()}: said ${said.join()}`);
    if (before !== after) throw new Error(`${id} at ${new Date(at).toISOString()}:\n${after}\ninstead of\n${before}`);
  }
};
