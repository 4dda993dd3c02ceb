/** Where a command writes: answers to `line`, everything about the way there to `note`. */
export interface Terminal {
  readonly isInteractive: boolean;
  /** Columns of the output; undefined: not a terminal, nothing is cut. */
  readonly width: number | undefined;
  line(text: string): void;
  note(text: string): void;
  /** Replaces the last unfinished line of the notes. */
  replace(text: string): void;
}

export const processTerminal = (): Terminal => ({
  isInteractive: process.stderr.isTTY,
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  line: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
  replace: (text) => void process.stderr.write(`\r\u001b[2K${text}`),
});
