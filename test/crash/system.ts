// Kills the whole program again and again while commands run. `node tools/run.mjs test/crash/system.ts --kills 20`
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Caller } from './caller.ts';
import { hurriedHospital } from './hurried-hospital.ts';
import type { Purchase } from './purchase.ts';
import { replay } from './replay.ts';
import { type RunningProgram, startProgram } from './running-program.ts';
import { rush } from './rush.ts';
import { type StoredTruth, readStoredTruth } from './stored-truth.ts';
import { checkSurvivors } from './survivors.ts';

export interface SystemCrash {
  readonly kills: number;
  /** Commands that were between request and answer when the program was killed. */
  readonly unanswered: number;
  readonly stored: StoredTruth;
  readonly slowestStartMs: number;
  readonly problems: readonly string[];
}

const people = 24;
/** More than six for each: somebody has submitted a request. */
const leastAnswers = 160;
const mostAnswers = 260;
const maxDelayMs = 20;
const pollMs = 5;
const catchUpMs = 5_000;

const publishHospital = async (caller: Caller): Promise<void> => {
  const body = JSON.stringify(hurriedHospital(Date.now()));
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  const { status } = await caller.call({ method: 'POST', path: '/v1/events', headers, body });
  if (status !== 202) throw new Error(`the hospital was not taken: ${status}`);
};

interface Scene {
  readonly data: string;
  readonly purchases: Purchase[];
  /** How many steps each had when it was looked at last. */
  readonly checked: Map<Purchase, number>;
  readonly problems: string[];
  slowestStartMs: number;
  unanswered: number;
}

const start = async (scene: Scene): Promise<RunningProgram> => {
  const running = await startProgram(scene.data, ['--empty']);
  scene.slowestStartMs = Math.max(scene.slowestStartMs, running.upAfterMs);
  return running;
};

/** Checks what the last kill left, then lets everybody purchase until the next one. */
const killOnce = async (scene: Scene, disturb: SystemTrouble['disturb']): Promise<void> => {
  const { purchases, checked, problems } = scene;
  const running = await start(scene);
  const caller = new Caller(running.url);
  try {
    if (purchases.length === 0) await publishHospital(caller);
    const changed = purchases.filter(
      (purchase) => purchase.unansweredSince !== undefined || purchase.done !== checked.get(purchase),
    );
    problems.push(...(await checkSurvivors(caller, changed)));
    for (const purchase of changed) checked.set(purchase, purchase.done);
    const rushing = rush(caller, people, purchases);
    await someAnswers(purchases, rushing);
    if (disturb !== undefined) {
      await disturb();
      await someAnswers(purchases, rushing);
    }
    const killedAt = performance.now();
    await running.kill();
    problems.push(...(await rushing));
    scene.unanswered += purchases.filter(({ unansweredSince = Infinity }) => unansweredSince <= killedAt).length;
  } finally {
    await running.kill();
    caller.close();
  }
};

const answersOf = (purchases: readonly Purchase[]): number => purchases.reduce((sum, { done }) => sum + done, 0);

/** Until a random moment behind a random answer, or until everybody has given up. */
const someAnswers = async (purchases: readonly Purchase[], rushing: Promise<unknown>): Promise<void> => {
  const enough = answersOf(purchases) + leastAnswers + Math.floor(Math.random() * (mostAnswers - leastAnswers));
  const over = rushing.then(() => true);
  while (answersOf(purchases) < enough && !(await Promise.race([over, pause(pollMs, false)])));
  await pause(Math.random() * maxDelayMs);
};

/** A command is answered once its service has it on disk; the ledger reads it soon after. */
const ledgerCaughtUp = async ({ data, purchases }: Scene): Promise<void> => {
  const until = performance.now() + catchUpMs;
  while (performance.now() < until) {
    if ((await readStoredTruth(data, purchases)).problems.length === 0) return;
    await pause(20 * pollMs);
  }
};

/** The last start: everything ever answered is there; a stop in good order, and what the files say afterwards. */
const conclude = async (scene: Scene): Promise<StoredTruth> => {
  const running = await start(scene);
  const caller = new Caller(running.url);
  scene.problems.push(...(await checkSurvivors(caller, scene.purchases)));
  caller.close();
  await ledgerCaughtUp(scene);
  const code = await running.stop();
  if (code !== 0) scene.problems.push(`the program stopped with exit code ${code}`);
  const stored = await readStoredTruth(scene.data, scene.purchases);
  scene.problems.push(...stored.problems, ...(await replay(scene.data)));
  return stored;
};

export interface SystemTrouble {
  /** What is done to the data folder after the last kill, to see that it is found out. */
  readonly tamper?: (data: string) => void;
  /** What is done to the servers before each kill; everybody goes on purchasing afterwards. */
  readonly disturb?: () => Promise<void>;
}

export const crashSystem = async (kills: number, { tamper, disturb }: SystemTrouble = {}): Promise<SystemCrash> => {
  const data = await mkdtemp(join(tmpdir(), 'system-crash-'));
  const scene: Scene = { data, purchases: [], checked: new Map(), problems: [], slowestStartMs: 0, unanswered: 0 };
  try {
    for (let kill = 0; kill < kills; kill += 1) await killOnce(scene, disturb);
    tamper?.(data);
    const stored = await conclude(scene);
    return {
      kills,
      unanswered: scene.unanswered,
      stored,
      slowestStartMs: scene.slowestStartMs,
      problems: scene.problems,
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
};

const leastUnansweredAKill = 5;
const shownProblems = 20;

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' } } });
  const { kills, unanswered, stored, slowestStartMs, problems } = await crashSystem(Number(values.kills));
  const few =
    unanswered < kills * leastUnansweredAKill
      ? [`only ${unanswered} commands were unanswered, not ${kills * leastUnansweredAKill}`]
      : [];
  const failures = [...problems, ...few];
  for (const failure of failures.slice(0, shownProblems)) process.stdout.write(`${failure}\n`);
  process.stdout.write(
    `${kills} kills, ${unanswered} commands between request and answer; ${stored.commands} commands, ${stored.facts} facts ` +
      `and ${stored.decisions} decisions, each there once; slowest start ${Math.round(slowestStartMs)} ms.\n`,
  );
  process.stdout.write(`${failures.length === 0 ? kills : 0} passed, ${failures.length} failed\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
