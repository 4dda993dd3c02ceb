import type { Decision } from '@baton/contracts';

const nothing: readonly Decision[] = [];
/** A list of more is given away. */
const mostKept = 64;

/** What is being decided, in order. One list serves fact after fact: most come to none, one or two. */
export class Decisions {
  private list: Decision[] = [];
  count = 0;

  /** Without what came of a step that did not come to its end. */
  begin(): this {
    this.count = 0;
    return this;
  }

  add(decision: Decision): void {
    this.list[this.count++] = decision;
  }

  take(): readonly Decision[] {
    const { list, count } = this;
    if (count === 0) return nothing;
    if (count === 1) return [list[0]!];
    if (count === 2) return [list[0]!, list[1]!];
    if (list.length <= mostKept) return list.slice(0, count);
    this.list = [];
    list.length = count;
    return list;
  }
}
