import { writeFileSync } from 'node:fs';
import { DurationLessons, type Finding, type Learned } from '@baton/handoff';
import { factsOfRuleFiles, parseRuleFile } from '@baton/rule-files';
import { SystemClock, zoneTransitions } from '@baton/service-kit';
import { BatonClient, clientOptions } from '../baton-client.ts';
import {
  type Command,
  CommandFailure,
  commonOptions,
  done,
  type Input,
  noPositionals,
  textOption,
  UsageError,
  wholeOption,
} from '../command.ts';
import { dataFolder, dataOptions } from '../data-option.ts';
import { postFacts } from '../publish/post-facts.ts';
import { oneWorldIn } from '../replay/one-world.ts';
import { shortWorkingTime } from '../replay/short-duration.ts';
import { table } from '../table.ts';
import { durationsFile } from './durations-file.ts';

export const command: Command = {
  help: `baton learn --route ID: how long the legs of a route take, from what has happened

Working time from acceptance to completion, pauses and absences left out, of each leg and of each party that ran it
often enough. Only reads, so Baton may run meanwhile. What was learned counts when it is published, and not before.

  --route ID       the route
  --quantile Q     the part of the samples that took no longer (default 0.5, the median)
  --min-samples N  learn nothing from fewer (default 20)
  --data DIR       the data folder (default: .baton; its real world, or its sample when there is nothing else)
  --out FILE       write it as a file of rules, for \`baton backtest\` and \`baton publish\`
  --publish        put it in force
  --actor ID       who publishes (default: USER of the environment)
  --url URL        where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json           { "cases", "findings", "durations" }; milliseconds
`,
  options: {
    ...{ ...commonOptions, ...dataOptions, ...clientOptions, route: { type: 'string' }, quantile: { type: 'string' } },
    ...{ 'min-samples': { type: 'string' }, out: { type: 'string' }, publish: { type: 'boolean' } },
    actor: { type: 'string' },
  },
  async run(input, terminal) {
    noPositionals(input);
    const lesson = lessonOf(input);
    const client = new BatonClient(input);
    const learned = await learn(dataFolder(input), lesson);
    if (learned.cases === 0) throw new CommandFailure(`--route: no case has run on '${lesson.route}'`);
    const isJson = input.values['json'] === true;
    for (const line of isJson ? [JSON.stringify(learned, null, 2)] : describe(learned, lesson, terminal.width))
      terminal.line(line);
    await handOn(input, learned, client);
    return done;
  },
};

interface Lesson {
  readonly route: string;
  readonly quantile: number;
  readonly minSamples: number;
}

const lessonOf = (input: Input): Lesson => {
  const route = textOption(input, 'route');
  if (route === undefined) throw new UsageError('--route: missing');
  const text = textOption(input, 'quantile') ?? '0.5';
  const quantile = /^\d*\.?\d+$/.test(text) ? Number(text) : 0;
  if (quantile <= 0 || quantile > 1)
    throw new UsageError(`--quantile: expected a number above 0 and at most 1, found '${text}'`);
  return { route, quantile, minSamples: wholeOption(input, 'min-samples', 20) };
};

const learn = async (directory: string, lesson: Lesson): Promise<Learned> => {
  const lessons = new DurationLessons(lesson);
  for (const file of oneWorldIn(directory)) {
    const ledger = lessons.ledger();
    for await (const append of file.facts()) ledger.take(append);
    ledger.complete();
  }
  return lessons.learned();
};

/** Into the file, and through the file's own checks to Baton. */
const handOn = async (input: Input, { durations }: Learned, client: BatonClient): Promise<void> => {
  const out = textOption(input, 'out');
  if (out === undefined && input.values['publish'] !== true) return;
  if (durations.entries.length === 0) throw new CommandFailure('nothing was learned: there are too few samples');
  const text = durationsFile(durations);
  if (out !== undefined) writeFileSync(out, text);
  if (input.values['publish'] !== true) return;
  const file = parseRuleFile(text, { file: out ?? `${durations.id}.yaml` });
  if (file.problems.length > 0) throw new Error(`what was learned is no file of rules: ${file.problems[0]!.expected}`);
  const actor = textOption(input, 'actor') ?? input.environment['USER'] ?? 'baton-learn';
  const publication = { publishedAt: new SystemClock().now(), actor, transitions: zoneTransitions };
  await postFacts(client, factsOfRuleFiles([file], publication));
};

const describe = ({ cases, findings, durations }: Learned, lesson: Lesson, width: number | undefined): string[] => {
  const legs = new Set(findings.map(({ leg }) => leg));
  const known = new Set(durations.entries.map(({ leg }) => leg));
  const { route, quantile, minSamples } = lesson;
  return [
    `${known.size} of ${legs.size} legs of ${route} learned from ${cases} cases (quantile ${quantile}, at least ${minSamples} samples)`,
    '',
    ...table(['LEG', 'PARTY', 'SAMPLES', 'LEARNED', 'ROUTE SAYS'], findings.map(row), width),
  ];
};

const row = ({ leg, party, samples, typical, published }: Finding): string[] => [
  leg,
  party ?? 'any',
  String(samples),
  typical === undefined ? 'too few' : shortWorkingTime(typical),
  published === undefined ? '-' : shortWorkingTime(published),
];
