import type { CaseFact, Route } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { liveBytes } from './live-bytes.ts';
import { type Reporter, createReporter } from './report.ts';

const smoke = process.argv.includes('--smoke');
const hour = 3_600_000;
const start = Date.UTC(2026, 0, 5, 9);
const mostBytes = 1_500;
const pointerBytes = 8;

const route: Route = {
  id: 'one-leg',
  version: 1,
  title: 'One leg',
  owner: 'owner',
  legs: [
    { id: 'do', title: 'Do', party: 'doer', acceptBudget: 4 * hour, finishBudget: 8 * hour, typical: hour, needs: [] },
  ],
  handlings: [],
  ladder: [{ after: 0, whom: 'receiver', channel: 'console' }],
};

/** Apart from the constant ones, each case has these strings of its own. */
interface CaseStrings {
  readonly caseId: string;
  readonly title: string;
  readonly ids: readonly [string, string, string];
}

/** Flat, as a parser makes them: what is put together by hand may share its parts. */
const flat = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

const stringsOf = (n: number): string[] => {
  const serial = String(n).padStart(7, '0');
  return [
    `INC${serial}`,
    `Request ${serial}`,
    ...['1', '2', '3'].map((fact) => `urn:baton:bench ${serial}-${fact}`),
  ].map(flat);
};

/** Open, offered and accepted: one clock runs for the finish, one for the need-by. */
const factsOf = ({ caseId, title, ids }: CaseStrings, at: number): CaseFact[] => [
  {
    ...{ id: ids[0], occurredAt: at, actor: 'desk', caseId, type: 'baton.case.opened.v1' as const },
    ...{ title, customer: 'desk', route: route.id, needBy: at + 400 * hour },
  },
  { id: ids[1], occurredAt: at + 1, actor: 'desk', caseId, type: 'baton.handoff.offered.v1', leg: 'do', to: 'doer' },
  { id: ids[2], occurredAt: at + 2, actor: 'doer', caseId, type: 'baton.handoff.accepted.v1', leg: 'do', by: 'doer' },
];

const fill = (engine: HandoffEngine, strings: readonly string[], cases: number): void => {
  const header = { id: 'route', occurredAt: start, actor: 'bench' };
  engine.apply({ ...header, type: 'baton.rules.route-published.v1', route }, start);
  const perCase = strings.length / cases;
  for (let n = 0; n < cases; n++) {
    const [caseId, title, ...ids] = strings.slice(n * perCase, (n + 1) * perCase);
    const of = { caseId: caseId!, title: title!, ids: ids as [string, string, string] };
    for (const fact of factsOf(of, start + n)) engine.apply(fact, start + n + 2);
  }
};

/**
 * All strings of the cases are there before the engine is; what is reachable afterwards and was not before, in typed
 * arrays too, is the engine's: the facts that it keeps as well, and the strings that it makes itself.
 */
export const memoryBench = (reporter: Reporter, options: { readonly cases?: number } = {}): void => {
  const cases = options.cases ?? 200_000;
  const empty = liveBytes();
  const strings = Array.from({ length: cases }, (_, n) => stringsOf(n)).flat();
  const before = liveBytes();
  const engine = new HandoffEngine();
  fill(engine, strings, cases);
  const bytes = (liveBytes() - before) / cases;
  const stringBytes = (before - empty) / cases - (strings.length / cases) * pointerBytes;
  if (engine.nextDue() === undefined) throw new Error('no clock runs');
  reporter.report({
    bench: 'engine memory, open one-leg case',
    value: bytes,
    unit: 'bytes',
    limit: mostBytes,
    ratio: mostBytes / bytes,
    goal: 1,
  });
  reporter.report({ bench: 'engine memory, strings of the case', value: stringBytes, unit: 'bytes' });
};

if (import.meta.main) {
  const reporter = createReporter();
  memoryBench(reporter, smoke ? { cases: 20_000 } : {});
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
