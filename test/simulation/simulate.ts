import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Simulation } from './simulation.ts';

const usage = 'simulate.ts [--seed N | --seeds A-B] [--days D] [--resume FILE] [--thorough]';
/** Of many seeds one in so many is thorough. */
const thoroughOneIn = 8;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    days: { type: 'string', default: '365' },
    resume: { type: 'string' },
    thorough: { type: 'boolean', default: false },
  },
});

/** `A-B`, both included. */
const seedsOf = (text: string): readonly number[] => {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`expected seeds such as 7 or 1-200, got "${text}"; usage: ${usage}`);
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

/** Seeds that have passed before, a line each: `seed days …`. */
const passedIn = (file: string | undefined, days: number): ReadonlySet<number> => {
  if (file === undefined || !existsSync(file)) return new Set();
  const lines = readFileSync(file, 'utf8').split('\n');
  const passed = lines.map((line) => /^seed (\d+): (\d+) days/.exec(line));
  return new Set(passed.filter((match) => Number(match?.[2]) === days).map((match) => Number(match![1])));
};

/** Runs one seed and says what came of it. Answers whether everything held. */
const runSeed = (seed: number, days: number): boolean => {
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  try {
    const isThorough = values.thorough || seed % thoroughOneIn === 0;
    const { cases, facts, decisions, stalls } = new Simulation(seed, { isThorough }).run(days);
    const raised = Object.entries(stalls).map(([kind, count]) => `${kind} ${count}`);
    const line = `${cases} cases, ${facts} facts, ${decisions} decisions, ${raised.join(', ')}, ${seconds()}`;
    say(`seed ${seed}: ${days} days, ${line}`);
    return true;
  } catch (breach) {
    process.stdout.write(`seed ${seed} fails after ${seconds()}; again with --seed ${seed} --days ${days}\n`);
    process.stdout.write(`${breach instanceof Error ? breach.stack : String(breach)}\n`);
    return false;
  }
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
  if (values.resume !== undefined) appendFileSync(values.resume, `${line}\n`);
};

const days = Number(values.days);
const seeds = seedsOf(values.seeds ?? values.seed);
const passed = passedIn(values.resume, days);
const failed = seeds.filter((seed) => !passed.has(seed)).filter((seed) => !runSeed(seed, days));
process.stdout.write(`${seeds.length - failed.length} passed, ${failed.length} failed\n`);
process.exit(failed.length === 0 ? 0 : 1);
