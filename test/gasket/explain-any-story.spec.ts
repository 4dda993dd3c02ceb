import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Decision, type Explanation, type Fact, stallKinds } from '@baton/contracts';
import { HandoffEngine, explain } from '@baton/handoff-engine';
import { findingWords, languages, wording } from '@baton/wording';
import { rulebook } from '../engine/rulebook.fixture.ts';
import { chosenRuns, often, sayRuns } from '../engine/runs.fixture.ts';
import { type Arrival, arrivals } from '../engine/stories.fixture.ts';

/** Each run folds every case of a story anew, and asks for words in every language. */
const runs = { few: 200, many: 4000 };
const years = 3 * 366 * 86_400_000;
const context = { names: (id: string) => id, legTitle: (id: string) => id, zone: 'Asia/Shanghai' };

/** How often each verdict was given of each kind. */
const given: Record<string, number> = {};

interface Told {
  readonly engine: HandoffEngine;
  readonly at: number;
  readonly known: ReadonlySet<string>;
  /** Of the engine, before anything was explained. */
  readonly before: string;
  readonly explanations: readonly Explanation[];
}

/** Plays a story and explains every case where it ends. */
const tell = (story: readonly Arrival[]): Told => {
  const engine = new HandoffEngine();
  const known = new Set<string>();
  const note = (entries: readonly (Fact | Decision)[]): void =>
    entries.forEach((one) => known.add(one.id).add('episode' in one ? one.episode : one.id));
  for (const fact of rulebook) {
    note([fact]);
    note(engine.apply(fact, fact.occurredAt));
  }
  for (const { fact, recordedAt } of story) {
    note([fact]);
    note(engine.apply(fact, recordedAt));
  }
  const at = story.at(-1)!.recordedAt;
  note(engine.advance(at).decisions);
  const before = JSON.stringify(engine.snapshot());
  const explanations = [...engine.entries()].map((entry) => explain(engine.look(entry, at), entry));
  return { engine, at, known, before, explanations };
};

const nameOf = ({ kind, leg }: { readonly kind: string; readonly leg?: string | undefined }): string =>
  `${kind} ${leg ?? ''}`;

beforeAll(() => sayRuns('explained'));

it('says what stalls, and when what does not stall yet will', () => {
  fc.assert(
    fc.property(arrivals({ late: true }), (story) => {
      const { engine, at, explanations } = tell(story);
      const open = new Map(
        [...engine.entries()].map(({ id, state }) => [
          id,
          state.stalls.map(({ kind, leg, dueAt }) => `${nameOf({ kind, leg: leg?.definition.id })} ${dueAt}`),
        ]),
      );
      const raised = engine
        .advance(at + years)
        .decisions.filter((decision) => decision.type === 'stall-raised')
        .filter(({ dueAt }) => dueAt > at);
      for (const { caseId, findings } of explanations) {
        const stalled = findings.filter(({ verdict }) => verdict === 'stalled');
        expect(stalled.map((one) => `${nameOf(one)} ${one.since}`).sort()).toEqual(open.get(caseId)!.sort());
        for (const finding of findings) {
          given[`${finding.kind} ${finding.verdict}`] = (given[`${finding.kind} ${finding.verdict}`] ?? 0) + 1;
          if (finding.verdict === 'stalled') continue;
          const next = raised.find((one) => one.caseId === caseId && nameOf(one) === nameOf(finding));
          expect([nameOf(finding), finding.at]).toEqual([nameOf(finding), next?.dueAt]);
        }
      }
    }),
    chosenRuns(runs),
  );
  const rarely = new Set<string>(['incomplete stalled']);
  const expected = stallKinds.flatMap((kind) => [`${kind} stalled`, `${kind} not-stalled`]);
  expect(expected.filter((one) => !rarely.has(one) && (given[one] ?? 0) < often(1))).toEqual([]);
});

it('rests on what the ledger has, finds words for it in every language, and changes nothing', () => {
  fc.assert(
    fc.property(arrivals({ late: true }), (story) => {
      const { engine, known, before, explanations } = tell(story);
      for (const { findings } of explanations) {
        for (const finding of findings) {
          const { evidence, episode = evidence[0] } = finding;
          expect([...evidence, episode ?? ''].filter((id) => id !== '' && !known.has(id))).toEqual([]);
          for (const language of languages) {
            const { conclusion, reasons } = findingWords(wording(language), finding, context);
            expect([conclusion, ...reasons.map(({ sentence }) => sentence)].join('\n')).not.toMatch(/undefined|NaN|\{/);
          }
        }
      }
      expect(JSON.stringify(engine.snapshot())).toBe(before);
    }),
    chosenRuns(runs),
  );
  expect.hasAssertions();
});
