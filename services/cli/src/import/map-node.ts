import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** The map file is wrong: where, and what was expected there. */
export class MapError extends Error {
  constructor(file: string, position: { readonly line: number; readonly column: number }, message: string) {
    super(`${file}:${position.line}:${position.column}: ${message}`);
    this.name = 'MapError';
  }
}

interface Source {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
}

/** One value of a YAML file that knows where it stands, so that what is wrong with it can be said there. */
export class MapNode {
  readonly #source: Source;
  readonly #node: Node | undefined;
  readonly name: string;

  private constructor(source: Source, node: Node | undefined, name: string) {
    this.#source = source;
    this.#node = node;
    this.name = name;
  }

  static parse(file: string, text: string): MapNode {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const [error] = document.errors;
    if (error !== undefined) {
      const [what] = error.message.split(/ at line \d|:?\n/);
      throw new MapError(file, positionOf(lines, error.pos[0]), what!);
    }
    return new MapNode({ file, lines, document }, document.contents ?? undefined, 'the map');
  }

  fail(expected: string): never {
    const offset = this.#node?.range?.[0] ?? 0;
    throw new MapError(this.#source.file, positionOf(this.#source.lines, offset), `${this.name}: expected ${expected}`);
  }

  text(): string {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === 'string' && value.length > 0 ? value : this.fail('a text');
  }

  /** Also numbers and the empty text, as cells of a log may look. */
  cell(): string {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : this.fail('a text');
  }

  whole(): number {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : this.fail('a whole number');
  }

  flag(): boolean {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === 'boolean' ? value : this.fail('true or false');
  }

  oneOf<T extends string>(allowed: readonly T[]): T {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return allowed.find((each) => each === value) ?? this.fail(`one of ${allowed.join(', ')}`);
  }

  list(): MapNode[] {
    if (!isSeq(this.#node)) this.fail('a list');
    return (this.#node.items as Node[]).map((item, index) => this.#child(item, `${this.name}[${index}]`));
  }

  /** A list, or one value alone. */
  oneOrMany(): MapNode[] {
    return isSeq(this.#node) ? this.list() : [this];
  }

  isText(): boolean {
    return isScalar(this.#node);
  }

  /** Keys in the order of the file; the first of the pair is the key itself, to complain about. */
  entries(): [MapNode, MapNode][] {
    return this.#pairs().map((pair) => {
      const key = String((pair.key as { value?: unknown }).value);
      const name = this.name === 'the map' ? key : `${this.name}.${key}`;
      return [new MapNode(this.#source, pair.key, key), this.#child(pair.value ?? pair.key, name)];
    });
  }

  /** The fields of an object that has the required ones and no unknown ones. */
  fields<R extends string, O extends string>(
    required: readonly R[],
    optional: readonly O[] = [],
  ): Record<R, MapNode> & Partial<Record<O, MapNode>> {
    const found: Record<string, MapNode> = {};
    const known: readonly string[] = [...required, ...optional];
    for (const [key, value] of this.entries()) {
      if (!known.includes(key.name)) key.fail(`one of ${known.join(', ')}`);
      found[key.name] = value;
    }
    for (const name of required) if (found[name] === undefined) this.fail(`a field ${name}`);
    return found as Record<R, MapNode> & Partial<Record<O, MapNode>>;
  }

  #pairs(): Pair<Node, Node | null>[] {
    if (!isMap(this.#node)) this.fail('an object');
    return this.#node.items as Pair<Node, Node | null>[];
  }

  #child(node: Node, name: string): MapNode {
    const meant = isAlias(node) ? node.resolve(this.#source.document) : node;
    return new MapNode(this.#source, meant ?? node, name);
  }
}

const positionOf = (lines: LineCounter, offset: number): { line: number; column: number } => {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
};
