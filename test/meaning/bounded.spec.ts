import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Decision, Fact } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import * as tale from './tale.fixture.ts';

const { at, calendar, calendarPublished, did, offered, opened, parties, policy, rosterChanged, routeOf } = tale;
const { routePublished, rule, text } = tale;

const rules: readonly Fact[] = [
  calendarPublished('09-21 00:00'),
  rosterChanged('09-21 00:00', parties),
  routePublished('09-21 00:00', routeOf(tale.legs)),
];
const inCase = (caseId: string, fact: CaseFact): CaseFact => ({ ...fact, id: `${caseId} ${fact.id}`, caseId });
/** Twelve cases that are on offer since nine, with a need-by, whose names are not in the order of their opening. */
const cases = (): CaseFact[] =>
  ['k', 'c', 'a', 'l', 'b', 'j', 'd', 'i', 'h', 'e', 'g', 'f'].flatMap((id) => [
    inCase(id, opened('09-21 09:00', 'desk', { needBy: at('09-21 15:00') })),
    inCase(id, offered('09-21 09:00', 'desk sign', { to: 'bob' })),
  ]);
const start = (...more: readonly Fact[]): HandoffEngine => {
  const engine = new HandoffEngine();
  for (const fact of [...rules, ...more, ...cases()]) engine.apply(fact, fact.occurredAt);
  return engine;
};
const restarted = (engine: HandoffEngine): HandoffEngine =>
  HandoffEngine.restore(JSON.parse(JSON.stringify(engine.snapshot())) as ReturnType<HandoffEngine['snapshot']>);
const plain = (engine: HandoffEngine): unknown => JSON.parse(JSON.stringify(engine.snapshot()));
/** In steps of `limit`, with a restart after each. */
const inSteps = (first: HandoffEngine, to: string, limit: number) => {
  let engine = first;
  const decisions: Decision[] = [];
  let steps = 0;
  for (let done = false; !done; steps++) {
    const advanced = engine.advance(at(to), limit);
    decisions.push(...advanced.decisions);
    done = advanced.done;
    engine = restarted(engine);
  }
  return { engine, decisions, steps };
};
const words = (decisions: readonly Decision[]): string[] =>
  decisions.map((one) => `${text(one.dueAt)} ${one.caseId} ${one.type}`);

describe('an advance in bounded steps', () => {
  it.each([1, 2, 7])('of %i, with a restart from a snapshot after each, decides the same', (limit) => {
    const live = start();
    const whole = live.advance(at('09-22 12:00')).decisions;
    const stepped = inSteps(start(), '09-22 12:00', limit);
    expect(stepped.steps).toBeGreaterThan(whole.length / (limit + 3));
    expect(stepped.decisions).toEqual(whole);
    expect(
      words(stepped.decisions)
        .filter((line) => line.endsWith('stall-raised'))
        .slice(0, 12),
    ).toEqual([...'abcdefghijkl'].map((id) => `09-21 11:00 ${id} stall-raised`));
  });

  it('continues the moves of a hundred deadlines where it stopped, in order', () => {
    const shorter = { weekly: { ...calendar.weekly, mon: [['08:00', '10:00']] } } as Partial<typeof calendar>;
    const engine = start();
    expect(engine.apply(calendarPublished('09-21 09:30', shorter), at('09-21 09:30'))).toEqual([]);
    const { decisions, engine: after } = inSteps(engine, '09-21 09:30', 1);
    const moved = decisions.filter((one) => one.type === 'deadline-moved' && one.clock === 'unaccepted');
    expect(words(moved)).toEqual([...'abcdefghijkl'].map((id) => `09-21 09:30 ${id} deadline-moved`));
    expect(isDeepStrictEqual(plain(after), plain(restarted(after)))).toBe(true);
  });

  it('finishes what is due before it takes a new fact', () => {
    const engine = start();
    engine.advance(at('09-21 12:00'), 1);
    const decisions = engine.apply(
      inCase('a', did('09-21 12:00', 'bob handoff.accepted', { leg: 'sign' })),
      at('09-21 12:00'),
    );
    const raised = decisions.filter((one) => one.type === 'stall-raised' && one.kind === 'unaccepted');
    expect(raised).toHaveLength(11);
    expect(decisions.at(-1)).toMatchObject({ caseId: 'a' });
  });

  it('knows when there is nothing more', () => {
    const engine = start();
    expect(text(engine.nextDue()!)).toBe('09-21 11:00');
    expect(engine.advance(at('09-21 10:59'), 1)).toEqual({ decisions: [], done: true });
    for (const id of 'abcdefghijkl')
      engine.apply(inCase(id, did('09-21 10:59', 'desk case.closed')), at('09-21 10:59'));
    expect(engine.nextDue()).toBeUndefined();
  });
});

describe('a snapshot', () => {
  it('keeps a leg that vanished with a migration as it was', () => {
    const short = routeOf([tale.leg('ask', 'ann'), tale.leg('pay', 'cid')], { version: 2 });
    const play = tale
      .by()
      .all(
        ...[
          opened('09-21 08:00'),
          offered('09-21 08:00', 'desk sign', { to: 'bob' }),
          tale.accepted('09-21 08:00', 'bob sign'),
        ],
        ...[routePublished('09-21 08:10', short), did('09-21 08:20', 'desk case.migrated', { route: 'relay' })],
      );
    const after = [tale.returned('09-21 08:30', 'bob sign'), offered('09-21 09:00', 'desk sign', { to: 'cid' })];
    const [live, again] = [play.engine, restarted(play.engine)].map((engine) => {
      for (const fact of after) engine.apply(fact, fact.occurredAt);
      return tale.stalls(engine.advance(at('09-21 17:00')).decisions);
    });
    expect(live).toContain('09-21 11:00 unaccepted sign cid');
    expect(again).toEqual(live);
  });
});

describe('a case at which the engine throws', () => {
  /** A policy that nobody may publish: it has no ladders. */
  const broken = rule('09-21 00:00', 'rules.policy-published', { policy: { id: 'broken', version: 1 } });
  const other = routePublished('09-21 00:00', routeOf(tale.legs, { id: 'other', policy: 'broken' }));
  const facts = [
    inCase('bad', opened('09-21 09:00', 'desk', { route: 'other' })),
    inCase('bad', offered('09-21 09:00', 'desk sign', { to: 'bob' })),
  ];
  const failing = (): HandoffEngine => {
    const engine = start(broken, other);
    for (const fact of facts) engine.apply(fact, fact.occurredAt);
    return engine;
  };

  it('stops no other and says why', () => {
    const engine = failing();
    const { failed, done, decisions } = engine.advance(at('09-21 17:00'));
    expect(done).toBe(true);
    expect(failed).toMatchObject([{ caseId: 'bad' }]);
    const raised = decisions.filter(
      (one) => one.type === 'stall-raised' && one.kind === 'unaccepted' && one.caseId !== 'bad',
    );
    expect(raised).toHaveLength(12);
    expect(engine.advance(at('09-22 17:00')).failed).toBeUndefined();
  });

  it('is put right by the next fact once the cause is gone, also after a restart', () => {
    const repaired = policy('09-21 17:10', { id: 'broken', version: 2 });
    const acceptance = inCase('bad', did('09-21 17:20', 'bob handoff.accepted', { leg: 'sign' }));
    const live = failing();
    live.advance(at('09-21 17:00'));
    const both = [live, restarted(live)].map((engine) => {
      engine.apply(repaired, repaired.occurredAt);
      engine.advance(at('09-21 17:20'));
      engine.apply(acceptance, acceptance.occurredAt);
      return engine;
    });
    for (const engine of both) expect(engine.entry('bad')!.state.accountable).toBe('bob');
    expect(plain(both[0]!)).toEqual(plain(both[1]!));
  });

  it('is the same after a restart: what fails live fails then', () => {
    const live = failing();
    live.advance(at('09-21 17:00'));
    const amendment = inCase('bad', did('09-21 17:20', 'desk case.amended', { title: 'Another' }));
    const outcomes = [live, restarted(live)].map((engine) => {
      try {
        return engine.apply(amendment, amendment.occurredAt).length;
      } catch (fault) {
        return String(fault);
      }
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
  });
});
