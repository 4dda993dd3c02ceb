import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { reshard } from '@baton/handoff';
import { localBackends } from '@baton/service-kit';
import { run } from '../../services/cli/src/main.ts';
import { inFolder, manyCases, newCases, standingIn } from './folder-world.fixture.ts';

const told = manyCases();
const third = Math.floor(told.length / 3);
const first = told.slice(0, third);

/** What is recorded before, between and after the changes of the number of shards. */
export const parts = [
  [...first, ...newCases(first.at(-1)!.recordedAt)],
  told.slice(third, 2 * third),
  told.slice(2 * third),
] as const;

/** A data folder with three shards that the first part is recorded in, to take copies of. */
export class BegunFolder {
  private copies = 0;

  private constructor(
    private readonly root: string,
    /** How each case stands. */
    readonly standing: Awaited<ReturnType<typeof standingIn>>,
  ) {}

  static async make(): Promise<BegunFolder> {
    const root = mkdtempSync(join(tmpdir(), 'baton-reshard-'));
    const directory = join(root, 'begun', 'real');
    await inFolder(directory, (world) => world.record(parts[0]));
    return new BegunFolder(root, await standingIn(directory));
  }

  /** Answers the world in it. */
  copied(): string {
    const data = join(this.root, `copy-${(this.copies += 1)}`);
    cpSync(join(this.root, 'begun'), data, { recursive: true });
    return join(data, 'real');
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

export const go = (directory: string, to: number) => reshard({ directory, backends: localBackends, shards: 1, to });

/** Runs `baton` with these words over a world's folder. */
export const baton = async (directory: string, ...words: readonly string[]) => {
  const [out, notes]: [string[], string[]] = [[], []];
  const note = (text: string): void => void notes.push(text);
  const line = (text: string): void => void out.push(text);
  const terminal = { isInteractive: false, width: undefined, line, note, replace: note };
  const code = await run([...words, '--data', join(directory, '..')], terminal);
  return { code, out: out.join('\n'), notes: notes.join('\n') };
};

/** Answers the names of its ledgers, in each of which every decision is as recorded. */
export const verified = async (directory: string): Promise<readonly string[]> => {
  const { code, out } = await baton(directory, 'replay', '--verify');
  expect(out).not.toContain('DIFFER');
  expect(code).toBe(0);
  return out.split('\n').map((line) => line.split(':')[0]!);
};
