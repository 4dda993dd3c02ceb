import type { ChildProcess } from 'node:child_process';

export interface Start {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** What it prints once it answers; the first group is its address. */
  readonly upLine: RegExp;
  /** It is killed when it is not up by then. */
  readonly withinMs: number;
}

/** The address of a program that was started. Rejects with what it said on standard error when it ends before it is up. */
export const urlOnceUp = ({ child, ended, upLine, withinMs }: Start): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const giveUp = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = upLine.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(giveUp);
      resolve(url);
    });
    ended.then((code) => {
      clearTimeout(giveUp);
      reject(new Error(`the program ended (${code ?? 'killed'}) before it was up: ${errors}`));
    }, reject);
  });
