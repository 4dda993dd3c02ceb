import { run } from '../main.ts';

/** One command line, and everything that it said. */
export const baton = async (...words: string[]): Promise<{ code: number; out: string; notes: string }> => {
  const out: string[] = [];
  const notes: string[] = [];
  const write = (to: string[]) => (text: string) => void to.push(text);
  const terminal = {
    isInteractive: false,
    width: undefined,
    line: write(out),
    note: write(notes),
    replace: write(notes),
  };
  const code = await run(words, terminal);
  return { code, out: out.join('\n'), notes: notes.join('\n') };
};
