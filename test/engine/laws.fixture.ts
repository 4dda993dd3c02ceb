import type { Decision, Fact } from '@baton/contracts';
import { type Engine, type Kind, checkCase, checkSame, checkSameState, real, restarted } from './checks.fixture.ts';
import { Races } from './races.fixture.ts';
import { hour } from './relay.fixture.ts';
import { rulebook } from './rulebook.fixture.ts';
import type { Arrival } from './stories.fixture.ts';
import { Watch } from './watch.fixture.ts';

/** Counts what the stories of a run have met. */
export const met: Record<string, number> = {};
const meet = (counts: ReadonlyMap<string, number>): void => {
  for (const [what, times] of counts) met[what] = (met[what] ?? 0) + times;
};

const month = 30 * 24 * hour;
export const endOf = (story: readonly Arrival[]): number =>
  (story.at(-1)?.recordedAt ?? rulebook[0]!.occurredAt) + month;

/** An engine that knows the rules. */
export const begun = (kind: Kind): Engine => {
  const engine = kind.create();
  for (const fact of rulebook) engine.apply(fact, fact.occurredAt);
  return engine;
};

const watched = (engine: Engine): Watch => {
  const watch = new Watch();
  for (const fact of rulebook) watch.apply(engine, fact, fact.occurredAt);
  return watch;
};

/** As the ledger is folded: each fact, then what is due by then; at last a month on. Throws at the first breach. */
export const live = (kind: Kind, story: readonly Arrival[]): { engine: Engine; decisions: Decision[] } => {
  const engine = kind.create();
  const watch = watched(engine);
  const races = new Races();
  const decisions: Decision[] = [];
  for (const { fact, recordedAt } of story) {
    decisions.push(...watch.advance(engine, recordedAt).decisions);
    const before = races.look(engine, fact, recordedAt);
    const came = watch.apply(engine, fact, recordedAt);
    races.judge({ engine, fact, before, came });
    decisions.push(...came, ...watch.advance(engine, recordedAt).decisions);
    for (const entry of engine.entries()) checkCase(entry);
  }
  decisions.push(...watch.advance(engine, endOf(story)).decisions);
  for (const entry of engine.entries()) checkCase(entry);
  meet(watch.counts);
  meet(races.counts);
  return { engine, decisions };
};

/** A replay decides the same, and so does any snapshot with the rest of the ledger. */
export const replaysAlike = (kind: Kind, story: readonly Arrival[], cut: number): void => {
  const { engine, decisions } = live(kind, story);
  const at = cut % (story.length + 1);
  let second = begun(kind);
  const again: Decision[] = [];
  story.forEach(({ fact, recordedAt }, index) => {
    if (index === at) second = restarted(kind, second);
    again.push(...second.apply(fact, recordedAt));
  });
  if (at === story.length) second = restarted(kind, second);
  again.push(...second.advance(endOf(story)).decisions);
  checkSame(again, decisions, `restarted before fact ${at}`);
  checkSameState(second, engine, `restarted before fact ${at}`);
  const third = begun(kind);
  for (const { fact, recordedAt } of story) third.replay([fact], recordedAt);
  third.advance(endOf(story));
  checkSameState(third, engine, 'replayed');
};

/** It may stop and start again from a snapshot after every single fact, and in the middle of what follows from it. */
export const restartsChangeNothing = (kind: Kind, story: readonly Arrival[], lived = live(kind, story)): void => {
  const { engine, decisions } = lived;
  let often = begun(kind);
  const again: Decision[] = [];
  for (const { fact, recordedAt } of story) {
    again.push(...often.apply(fact, recordedAt));
    for (let done = false, pieces = 0; !done; pieces++) {
      if (pieces > story.length * 20) throw new Error(`fact ${fact.id}: there is no end to what follows from it`);
      often = restarted(kind, often);
      const advanced = often.advance(recordedAt, 1);
      again.push(...advanced.decisions);
      done = advanced.done;
    }
  }
  again.push(...often.advance(endOf(story)).decisions);
  checkSame(again, decisions, 'restarted after every fact');
  checkSameState(often, engine, 'restarted after every fact');
};

/** Time that passes in many steps, or in bounded ones that a snapshot interrupts, decides what one step decides. */
export const stepsAlike = (
  kind: Kind,
  story: readonly Arrival[],
  { steps, limit }: { readonly steps: readonly number[]; readonly limit: number },
): void => {
  const [one, many] = [begun(kind), begun(kind)];
  let bounded = begun(kind);
  for (const { fact, recordedAt } of story) for (const engine of [one, many, bounded]) engine.apply(fact, recordedAt);
  const from = story.at(-1)?.recordedAt ?? 0;
  const end = from + 400 * hour;
  const expected = one.advance(end).decisions;
  const inSteps = steps.toSorted((a, b) => a - b).flatMap((step) => many.advance(from + step * hour).decisions);
  checkSame([...inSteps, ...many.advance(end).decisions], expected, `advanced by ${steps.join()} hours`);
  const inPieces: Decision[] = [];
  for (let done = false, pieces = 0; !done; pieces++) {
    const advanced = bounded.advance(end, limit);
    inPieces.push(...advanced.decisions);
    done = advanced.done;
    if (done || pieces < 3 || pieces % 16 === 0) bounded = restarted(kind, bounded);
  }
  checkSame(inPieces, expected, `advanced by ${limit} at a time`);
  checkSameState(bounded, one, `advanced by ${limit} at a time`);
};

/** A fact that comes again, at once or later, changes nothing. */
export const repeatsChangeNothing = (kind: Kind, story: readonly Arrival[], seed: number): void => {
  const { decisions } = live(real, story);
  const often = kind.create();
  const watch = watched(often);
  const again: Decision[] = [];
  story.forEach(({ fact, recordedAt }, index) => {
    const repeated: Fact = story[seed % (index + 1)]!.fact;
    for (const each of [fact, fact, repeated]) again.push(...watch.apply(often, each, recordedAt));
  });
  again.push(...watch.advance(often, endOf(story)).decisions);
  checkSame(again, decisions, 'told again');
};
