import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CommandFailure } from '../command.ts';

/** One object, an array, or one JSON value a line. Nothing is checked but that it is JSON: Baton says the rest. */
export const readEvents = async (file: string): Promise<readonly unknown[]> => {
  const content = await contentOf(file);
  if (content.trim() === '') throw new CommandFailure(`${nameOf(file)}: expected CloudEvents, found nothing`);
  const whole = parse(content);
  if (whole.ok) return Array.isArray(whole.value) ? whole.value : [whole.value];
  return readLines(file, content, whole.because);
};

const contentOf = async (file: string): Promise<string> => {
  try {
    return await text(file === '-' ? process.stdin : createReadStream(file));
  } catch (error) {
    throw new CommandFailure(`${nameOf(file)}: ${(error as Error).message}`);
  }
};

const readLines = (file: string, content: string, because: string): unknown[] => {
  const lines = content.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  const first = parse(filled[0]!.line);
  if (!first.ok) throw new CommandFailure(`${nameOf(file)}: expected JSON or one JSON object a line: ${because}`);
  return filled.map(({ line, number }) => {
    const parsed = parse(line);
    if (!parsed.ok)
      throw new CommandFailure(`${nameOf(file)}:${number}: expected one JSON object a line: ${parsed.because}`);
    return parsed.value;
  });
};

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly because: string };

const parse = (json: string): Parsed => {
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch (error) {
    return { ok: false, because: (error as Error).message };
  }
};

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);
