import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

export interface PlainProblem {
  readonly offset: number;
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
}

export interface Plain {
  readonly value: unknown;
  /** Offset in the text of every key and of every value, by JSON Pointer. */
  readonly keys: ReadonlyMap<string, number>;
  readonly values: ReadonlyMap<string, number>;
  readonly problems: readonly PlainProblem[];
}

const deepest = 16;
/** Aliases count with all that they stand for. */
const mostNodes = 200_000;

export const pointerTo = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * A document's plain values, and where each stands. Deep nesting, aliases that grow without end and keys that are
 * there twice are problems; nothing is thrown, and no more than 200,000 values are made.
 */
export const plainValue = (document: Document): Plain => {
  const walk = new Walk(document);
  const value = document.contents === null ? undefined : walk.value(document.contents as Node, '', 0);
  return { value, keys: walk.keys, values: walk.values, problems: walk.problems };
};

class Walk {
  readonly keys = new Map<string, number>();
  readonly values = new Map<string, number>();
  readonly problems: PlainProblem[] = [];
  private readonly meant: ReadonlyMap<Alias, Node>;
  private nodes = 0;

  constructor(document: Document) {
    this.meant = aliasesIn(document);
  }

  value(node: Node, pointer: string, depth: number): unknown {
    const offset = node.range?.[0] ?? 0;
    if (++this.nodes > mostNodes) return this.limit(offset, pointer, `at most ${mostNodes} values, aliases followed`);
    if (depth > deepest) return this.limit(offset, pointer, `at most ${deepest} values inside each other`);
    if (isAlias(node)) {
      const meant = this.meant.get(node);
      if (meant !== undefined) return this.value(meant, pointer, depth + 1);
      this.problem(offset, pointer, { expected: 'an alias of an anchor above', found: `*${node.source}` });
      return undefined;
    }
    this.values.set(pointer, offset);
    if (isMap(node)) return this.object(node, pointer, depth);
    if (isSeq(node)) return this.list(node, pointer, depth);
    return isScalar(node) ? node.value : undefined;
  }

  private list(node: YAMLSeq, pointer: string, depth: number): unknown[] {
    const items = node.items as Node[];
    const list: unknown[] = [];
    for (const [index, item] of items.entries()) {
      if (this.nodes > mostNodes) break;
      list.push(this.value(item, `${pointer}/${index}`, depth + 1));
    }
    return list;
  }

  private object(node: YAMLMap, pointer: string, depth: number): object {
    const object: Record<string, unknown> = {};
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      if (this.nodes > mostNodes) break;
      const offset = pair.key.range?.[0] ?? 0;
      const scalar = isAlias(pair.key) ? this.meant.get(pair.key) : pair.key;
      if (!isScalar(scalar)) {
        this.problem(offset, pointer, { expected: 'a name before the colon', found: 'a list or an object' });
        continue;
      }
      const name = String(scalar.value);
      const at = pointerTo(pointer, name);
      if (Object.hasOwn(object, name)) {
        this.problem(offset, at, { expected: 'each key once', found: `${name} again` });
        continue;
      }
      this.keys.set(at, offset);
      const value = pair.value === null ? null : this.value(pair.value, at, depth + 1);
      if (!this.values.has(at)) this.values.set(at, offset);
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return object;
  }

  private limit(offset: number, pointer: string, expected: string): undefined {
    const isTold = this.problems.some((problem) => problem.expected === expected);
    if (!isTold) this.problem(offset, pointer, { expected, found: 'more' });
  }

  private problem(offset: number, pointer: string, what: { expected: string; found: string }): void {
    this.problems.push({ offset, pointer, ...what });
  }
}

/** What each alias stands for: the last thing before it with its anchor. One walk, where the library makes one for each. */
const aliasesIn = (document: Document): ReadonlyMap<Alias, Node> => {
  const anchors = new Map<string, Node>();
  const meant = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      const anchored = isAlias(node) ? anchors.get(node.source) : undefined;
      if (isAlias(node) && anchored !== undefined) meant.set(node, anchored);
      else if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node as Node);
    },
  });
  return meant;
};
