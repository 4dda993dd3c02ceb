/** One property of an iCalendar file, its folded lines put together (RFC 5545, section 3.1). */
export interface ContentLine {
  /** Of its first physical line, from 1. */
  readonly line: number;
  /** Upper case. */
  readonly name: string;
  /** Upper-case names; the first value, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

export interface BadLine {
  readonly line: number;
  readonly text: string;
}

const property = /^([A-Za-z0-9-]+)([;:])/;
const parameter = /([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)([;:])/y;

/** The content lines of a file with CRLF or LF, and the lines that are none. Linear in the length of the text. */
export const contentLines = (
  text: string,
): { readonly lines: readonly ContentLine[]; readonly bad: readonly BadLine[] } => {
  const lines: ContentLine[] = [];
  const bad: BadLine[] = [];
  for (const { line, parts } of unfolded(text)) {
    const whole = parts.join('');
    if (whole.trim() === '') continue;
    const read = contentLine(whole, line);
    if (read === undefined) bad.push({ line, text: whole });
    else lines.push(read);
  }
  return { lines, bad };
};

const unfolded = (text: string): readonly { readonly line: number; readonly parts: string[] }[] => {
  const whole: { line: number; parts: string[] }[] = [];
  for (const [index, physical] of text.split(/\r?\n/).entries()) {
    const last = whole.at(-1);
    if (last !== undefined && /^[ \t]/.test(physical)) last.parts.push(physical.slice(1));
    else whole.push({ line: index + 1, parts: [physical] });
  }
  return whole;
};

const contentLine = (text: string, line: number): ContentLine | undefined => {
  const head = property.exec(text);
  if (head === null) return undefined;
  const parameters = new Map<string, string>();
  let end = head[0].length;
  for (let mark = head[2]; mark === ';';) {
    parameter.lastIndex = end;
    const found = parameter.exec(text);
    if (found === null) return undefined;
    parameters.set(found[1]!.toUpperCase(), found[2]!.replace(/^"([^"]*)"$/, '$1'));
    mark = found[3]!;
    end = parameter.lastIndex;
  }
  return { line, name: head[1]!.toUpperCase(), parameters, value: text.slice(end) };
};

/** TEXT values escape commas, semicolons, backslashes and line breaks (section 3.3.11). */
export const unescapedText = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped));
