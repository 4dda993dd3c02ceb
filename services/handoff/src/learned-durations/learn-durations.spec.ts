import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { calendar, fact, hour, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import { type Lesson, learnDurations } from './learn-durations.ts';

/** A Monday, at the hour at which everybody begins; they work until 18:00. */
const start = Date.parse('2026-03-02T09:00:00Z');
const rules = [route(start, { typical: 3 * hour }), roster(start), calendar(start, '09:00', '18:00')];
const lesson: Lesson = { route: 'r', quantile: 0.5, minSamples: 2 };

const accepted = (caseId: string, at: number, by: string): Fact =>
  fact(at, { type: 'baton.handoff.accepted.v1', caseId, leg: 'sign', by }, by);
const completed = (caseId: string, at: number, by: string): Fact =>
  fact(at, { type: 'baton.handoff.completed.v1', caseId, leg: 'sign', by }, by);
const paused = (caseId: string, at: number, until?: number): Fact =>
  fact(at, {
    ...{ type: 'baton.handoff.paused.v1', caseId, cause: 'supplier' },
    ...(until === undefined ? {} : { until }),
  });

let cases = 0;
/** A case whose leg `by` accepts at the start and completes after `elapsed`; `between` says what happens meanwhile. */
const done = (
  by: string,
  elapsed: number,
  between: (caseId: string) => readonly Fact[] = () => [],
): readonly Fact[] => {
  const id = `c${(cases += 1)}`;
  return [
    ...[opened(id, start), offered(id, start, by), accepted(id, start, by)],
    ...between(id),
    completed(id, start + elapsed, by),
  ];
};

const learned = (stories: readonly (readonly Fact[])[], wanted: Partial<Lesson> = {}) => {
  const facts = [...rules, ...stories.flat()];
  const recordedAt = Math.max(...facts.map(({ occurredAt }) => occurredAt));
  return learnDurations([[{ facts, recordedAt }]], { ...lesson, ...wanted });
};

const took = (...between: Parameters<typeof done>): number | undefined =>
  learned([done(...between)], { minSamples: 1 }).findings[0]!.typical;

describe('how long legs take', () => {
  it('is learned of each leg, and of each party with enough samples', () => {
    const {
      cases: seen,
      durations,
      findings,
    } = learned([
      done('V', hour),
      done('V', 2 * hour),
      done('V', 5 * hour),
      done('Q', 8 * hour),
      [opened('open', start), offered('open', start)],
    ]);
    expect(seen).toBe(5);
    expect(durations).toEqual({
      id: 'learned-r',
      version: 1,
      entries: [
        { route: 'r', leg: 'sign', typical: 2 * hour, quantile: 0.5, samples: 4 },
        { route: 'r', leg: 'sign', party: 'V', typical: 2 * hour, quantile: 0.5, samples: 3 },
      ],
    });
    expect(findings.at(0)).toMatchObject({ leg: 'sign', samples: 4, published: 3 * hour });
    expect(findings.find(({ party }) => party === 'Q')).toMatchObject({ samples: 1, typical: undefined });
  });

  it('takes the quantile that is asked for', () => {
    const stories = [1, 2, 3, 4].map((hours) => done('V', hours * hour));
    expect(learned(stories, { quantile: 0.75 }).findings[0]!.typical).toBe(3 * hour);
  });

  it('is not learned of too few', () => {
    expect(learned([done('V', hour)]).durations.entries).toEqual([]);
  });

  it('is the next version of what was learned before', () => {
    const durations = { id: 'learned-r', version: 6, entries: [] };
    const before = fact(start, { type: 'baton.rules.durations-learned.v1', durations });
    expect(learned([[before]]).durations.version).toBe(7);
  });

  it('puts the shards together', () => {
    const shard = (story: readonly Fact[]) => [{ facts: [...rules, ...story], recordedAt: start + 9 * hour }];
    const both = learnDurations([shard(done('V', hour)), shard(done('V', 2 * hour))], lesson);
    expect([both.cases, both.findings[0]!.samples]).toEqual([2, 2]);
  });

  it('leaves the cases of other routes out', () => {
    expect(learned([done('V', hour), done('V', hour)], { route: 'other' })).toMatchObject({ cases: 0, findings: [] });
  });
});

describe('the time of a leg', () => {
  const overnight = 24 * hour;

  it('is working time', () => expect(took('V', overnight + hour)).toBe(10 * hour));

  it('leaves absences out', () => {
    const [from, until] = [start + hour, start + 3 * hour];
    const away = fact(start, { type: 'baton.people.absence-declared.v1', absence: 'x', party: 'V', from, until });
    expect(took('V', 4 * hour, () => [away])).toBe(2 * hour);
  });

  it('leaves a pause out until it is resumed, or ends by itself', () => {
    const resumed = (caseId: string): Fact => fact(start + 4 * hour, { type: 'baton.handoff.resumed.v1', caseId });
    expect(took('V', 8 * hour, (id) => [paused(id, start + hour), resumed(id)])).toBe(5 * hour);
    expect(took('V', 8 * hour, (id) => [paused(id, start + hour, start + 2 * hour)])).toBe(7 * hour);
    expect(took('V', overnight + hour, (id) => [paused(id, start + 8 * hour, start + overnight)])).toBe(9 * hour);
    expect(took('V', 8 * hour, (id) => [paused(id, start + hour)])).toBe(hour);
  });

  it('leaves a pause out once, however often it is said, and not at all when that was a mistake', () => {
    const again = (id: string) => [
      paused(id, start + hour, start + 3 * hour),
      paused(id, start + 2 * hour, start + 4 * hour),
    ];
    expect(took('V', 8 * hour, again)).toBe(5 * hour);
    const mistaken = (caseId: string): Fact[] => {
      const pause = paused(caseId, start + hour);
      const reason = 'the wrong case';
      return [pause, fact(start + 2 * hour, { type: 'baton.fact.voided.v1', caseId, fact: pause.id, reason })];
    };
    expect(took('V', 8 * hour, mistaken)).toBe(8 * hour);
  });

  it('leaves out what is left of a pause that began while it was on offer', () => {
    const caseId = 'early';
    const accept = accepted(caseId, start + 2 * hour, 'V');
    const offer = [opened(caseId, start), offered(caseId, start)];
    const pause = paused(caseId, start + hour, start + 3 * hour);
    const { findings } = learned([[...offer, pause, accept, completed(caseId, start + 6 * hour, 'V')]], {
      minSamples: 1,
    });
    expect(findings[0]!.typical).toBe(3 * hour);
  });

  it('is not known when nobody said that it was accepted', () => {
    const [open, offer] = [opened('silent', start), offered('silent', start)];
    const story = [open, offer, completed('silent', start + 3 * hour, 'V')];
    expect(learned([story], { minSamples: 1 }).findings).toMatchObject([{ samples: 0, typical: undefined }]);
  });

  it('is that of the last holder, when the leg was passed on', () => {
    expect(took('V', 8 * hour, (id) => [offered(id, start + hour, 'Q'), accepted(id, start + 2 * hour, 'Q')])).toBe(
      6 * hour,
    );
  });
});
