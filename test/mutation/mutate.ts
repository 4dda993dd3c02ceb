import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { portionsOf, stampOf } from './portions.ts';
import { compare, type Equivalent, type MutationReport, scoreOf, type Survivor, survivorsIn } from './report.ts';
import { judge } from './stryker.ts';
import { targets } from './targets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    since: { type: 'string' },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '60' },
    fresh: { type: 'boolean', default: false },
  },
});
const [library = ''] = positionals;
if (targets[library] === undefined) {
  console.error(`Name one of ${Object.keys(targets).join(', ')}.`);
  process.exit(1);
}

const folder = join('.baton', 'mutation', library);
const [copies, results, stamps] = [join(folder, 'copies'), join(folder, 'results.json'), join(folder, 'stamps.json')];
const readJson = <T>(file: string, otherwise: T): T =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : otherwise;

/** Whether a file has the name asked for in it, and was changed since the commit named, committed or not. */
const isAsked = (): ((file: string) => boolean) => {
  const { only } = values;
  if (values.since === undefined) return (file) => file.includes(only);
  const git = spawnSync('git', ['diff', '--name-only', values.since, '--', `libs/${library}/src`], {
    encoding: 'utf8',
  });
  if (git.status !== 0) throw new Error(git.stderr);
  const changed = new Set(git.stdout.split('\n'));
  return (file) => changed.has(file) && file.includes(only);
};

const secondsSince = (startedAt: number): number => Math.round((performance.now() - startedAt) / 1000);

const done: Record<string, string> = values.fresh ? {} : readJson(stamps, {});

/** Does one step, unless it was done with the same sources and specs. */
const once = async (name: string, stamp: string, step: () => Promise<number>): Promise<void> => {
  if (done[name] === stamp) return;
  const began = performance.now();
  const judged = await step();
  done[name] = stamp;
  writeFileSync(stamps, JSON.stringify(done));
  console.log(`${name}: ${judged} mutants in ${secondsSince(began)} s`);
};

/** Judges portion after portion by the quick specs, and at last by the slow ones what survived and moves a boundary. */
const judgeAll = async (portions: readonly (readonly string[])[]): Promise<void> => {
  const what = { library, copies, results };
  for (const [index, files] of portions.entries()) {
    const name = `${index + 1} of ${portions.length}, from ${files[0]}`;
    await once(name, stampOf(library, files, 'quick'), () => judge({ ...what, places: files, specs: 'quick' }));
  }
  const files = portions.flat();
  const { unlisted } = survivorsOf(new Set(files));
  const places = unlisted.filter(({ movesBoundary }) => movesBoundary).map(({ place }) => place);
  if (targets[library]?.slowSpecs === undefined || places.length === 0) return;
  await once('survivors', stampOf(library, files, 'all'), () => judge({ ...what, places, specs: 'all' }));
};

const show = ({ file, line, mutator, code, mutant }: Survivor): void =>
  console.log(`${file}:${line} ${mutator}\n    ${code}\n    ${mutant}`);

/** What is known so far of the files asked for. */
const survivorsOf = (asked: ReadonlySet<string>) => {
  const { files } = readJson<MutationReport>(results, { files: {} });
  const report = { files: Object.fromEntries(Object.entries(files).filter(([file]) => asked.has(file))) };
  const listed = readJson<readonly Equivalent[]>('test/mutation/equivalent.json', []);
  const survivors = survivorsIn(report);
  const equivalents = listed.filter(({ file }) => asked.has(file));
  return { survivors, score: scoreOf(report), ...compare(survivors, equivalents) };
};

const conclude = (asked: ReadonlySet<string>, isComplete: boolean): number => {
  const { survivors, score, unlisted, outdated } = survivorsOf(asked);
  const { killed, endless, judged } = score;
  const wrong = unlisted.filter(({ movesBoundary }) => movesBoundary).length + (isComplete ? outdated.length : 0);

  unlisted.forEach(show);
  if (isComplete) for (const { file, mutant } of outdated) console.log(`${file}: listed, but no survivor: ${mutant}`);
  console.log(
    `${library}: ${((100 * killed) / judged).toFixed(1)} % of ${judged} mutants killed, ${endless} of them by the clock; ` +
      `survivors: ${survivors.length - unlisted.length} equivalent, ` +
      `${unlisted.filter(({ movesBoundary }) => movesBoundary).length} that move a boundary, ` +
      `${unlisted.filter(({ movesBoundary }) => !movesBoundary).length} others`,
  );
  if (!isComplete) console.log('Some are left to judge. The next call goes on from here.');
  if (wrong > 0) return 1;
  return isComplete ? 0 : 2;
};

// An interrupted run leaves its copies behind.
rmSync(values.fresh ? folder : copies, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const isAskedFor = isAsked();
const portions = portionsOf(library)
  .map((files) => files.filter(isAskedFor))
  .filter((files) => files.length > 0);
let isComplete = false;
process.once('exit', (code) => {
  if (code !== 1) process.exitCode = conclude(new Set(portions.flat()), isComplete);
});
// Stryker keeps what it has judged when it is told to end, as it is by Ctrl-C.
setTimeout(() => process.kill(process.pid, 'SIGTERM'), Number(values.minutes) * 60_000).unref();
await judgeAll(portions);
isComplete = true;
