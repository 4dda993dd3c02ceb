import { afterAll, describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Decision } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { calendar, checkCase, hour, parties, rules } from './relay.fixture.ts';
import { type Arrival, type Rules, arrivals } from './stories.fixture.ts';

const deep = process.env['BATON_DEEP'] !== undefined;
const runs = (few: number) => ({ numRuns: deep ? 10_000 : few });

const edits: Rules = {
  calendar: (header, edit) => {
    const [open, close] = [
      ['08:00', '12:00'],
      ['13:00', edit % 2 === 0 ? '17:30' : '15:00'],
    ] as const;
    const weekly = { ...calendar.weekly, wed: edit % 3 === 0 ? [] : [open, close as readonly [string, string]] };
    return { ...header, actor: 'hr', type: 'baton.rules.calendar-published.v1', calendar: { ...calendar, weekly } };
  },
  roster: (header, edit) => {
    const changed = parties.map((party, index) => (index === edit % 6 ? { ...party, calendar: 'around' } : party));
    return { ...header, actor: 'hr', type: 'baton.people.roster-changed.v1', parties: changed };
  },
};
const begun = (): HandoffEngine => {
  const engine = new HandoffEngine();
  for (const [index, fact] of rules().entries()) engine.apply({ ...fact, id: `rule ${index}` }, fact.occurredAt);
  return engine;
};

const counts: Record<string, number> = {};
const count = (decisions: readonly Decision[]): void => {
  for (const one of decisions) {
    const name = one.type === 'stall-raised' ? `raised ${one.kind}` : one.type;
    counts[name] = (counts[name] ?? 0) + 1;
  }
};

const check = (engine: HandoffEngine): void => {
  for (const entry of engine.entries()) checkCase(entry);
};

/** As the ledger is folded: each fact, then what is due by then; at last a month on. */
const live = (engine: HandoffEngine, story: readonly Arrival[]): Decision[] => {
  const decisions: Decision[] = [];
  for (const { fact, recordedAt } of story) {
    decisions.push(...engine.apply(fact, recordedAt));
    check(engine);
    decisions.push(...engine.advance(recordedAt).decisions);
    check(engine);
  }
  const end = (story.at(-1)?.recordedAt ?? 0) + 30 * 24 * hour;
  decisions.push(...engine.advance(end).decisions);
  check(engine);
  return decisions;
};

const words = (decisions: readonly Decision[]): string => decisions.map((one) => JSON.stringify(one)).join('\n');
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
/** Rules aside: they are their facts. */
const stateOf = (engine: HandoffEngine): unknown => plain({ ...engine.snapshot(), reference: [] });
const expectSameState = (one: HandoffEngine, other: HandoffEngine): void => {
  const [left, right] = [stateOf(one), stateOf(other)];
  if (!isDeepStrictEqual(left, right)) expect(left).toEqual(right);
};

describe('whatever happens', () => {
  afterAll(() => {
    if (deep) process.stdout.write(`${JSON.stringify(counts)}\n`);
  });

  it('a replay decides the same, and so does any snapshot with the rest of the ledger', () => {
    fc.assert(
      fc.property(arrivals(edits, { late: true }), fc.nat(), (story, cut) => {
        const engine = begun();
        const decisions = live(engine, story);
        count(decisions);
        expect(new Set(decisions.map((decision) => decision.id)).size).toBe(decisions.length);
        const at = cut % (story.length + 1);
        const first = begun();
        const head: Decision[] = [];
        for (const { fact, recordedAt } of story.slice(0, at)) head.push(...first.apply(fact, recordedAt));
        const second = HandoffEngine.restore(plain(first.snapshot()));
        for (const { fact, recordedAt } of story.slice(at)) head.push(...second.apply(fact, recordedAt));
        const end = (story.at(-1)?.recordedAt ?? 0) + 30 * 24 * hour;
        head.push(...second.advance(end).decisions);
        expect(words(head)).toBe(words(decisions));
        expectSameState(second, engine);
        const third = begun();
        for (const { fact, recordedAt } of story) third.replay([fact], recordedAt);
        third.advance(end);
        expectSameState(third, engine);
      }),
      runs(300),
    );
  });

  it('each kind of stall has come up, been cleared and been retracted', () => {
    for (const kind of ['unaccepted', 'overrun', 'absent', 'missed']) {
      expect([kind, (counts[`raised ${kind}`] ?? 0) >= 100]).toEqual([kind, true]);
    }
    for (const type of [
      'stall-cleared',
      'stall-retracted',
      'deadline-moved',
      'fact-refused',
      'special-handling-ordered',
    ]) {
      expect([type, (counts[type] ?? 0) >= 20]).toEqual([type, true]);
    }
  });

  it('time passing in many steps, or in bounded ones that a snapshot interrupts, decides what one step decides', () => {
    fc.assert(
      fc.property(
        arrivals(edits, { late: true }),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (story, steps, limit) => {
          const [one, many] = [begun(), begun()];
          let bounded = begun();
          for (const { fact, recordedAt } of story)
            for (const engine of [one, many, bounded]) engine.apply(fact, recordedAt);
          const from = story.at(-1)?.recordedAt ?? 0;
          const end = from + 400 * hour;
          const expected = one.advance(end).decisions;
          const inSteps = steps.toSorted((a, b) => a - b).flatMap((step) => many.advance(from + step * hour).decisions);
          expect(words([...inSteps, ...many.advance(end).decisions])).toBe(words(expected));
          const inPieces: Decision[] = [];
          for (let done = false; !done; bounded = HandoffEngine.restore(plain(bounded.snapshot()))) {
            const advanced = bounded.advance(end, limit);
            inPieces.push(...advanced.decisions);
            done = advanced.done;
          }
          expect(words(inPieces)).toBe(words(expected));
          expectSameState(bounded, one);
        },
      ),
      runs(100),
    );
  });

  it('a fact that comes again, at once or later, changes nothing', () => {
    fc.assert(
      fc.property(arrivals(edits, { late: true }), fc.nat(), (story, seed) => {
        const [once, often] = [begun(), begun()];
        const expected = live(once, story);
        const decisions: Decision[] = [];
        story.forEach(({ fact, recordedAt }, index) => {
          decisions.push(...often.apply(fact, recordedAt));
          decisions.push(...often.apply(fact, recordedAt));
          decisions.push(...often.apply(story[seed % (index + 1)]!.fact, recordedAt));
        });
        decisions.push(...often.advance((story.at(-1)?.recordedAt ?? 0) + 30 * 24 * hour).decisions);
        expect(plain(decisions.map(({ id, type }) => `${type} ${id}`))).toEqual(
          plain(expected.map(({ id, type }) => `${type} ${id}`)),
        );
      }),
      runs(150),
    );
  });
});
