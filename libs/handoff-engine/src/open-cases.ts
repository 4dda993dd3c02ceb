import type { CaseEntry } from './case-entry.ts';

/** Those that a change of the rules may concern, in no order: the last one takes the place of one that goes. */
export class OpenCases {
  readonly entries: CaseEntry[] = [];

  /** The entry is among them as long as its case is open. */
  note(entry: CaseEntry): void {
    const isOpen = entry.state.status === 'open';
    if (isOpen === entry.listed >= 0) return;
    if (isOpen) entry.listed = this.entries.push(entry) - 1;
    else this.drop(entry);
  }

  private drop(entry: CaseEntry): void {
    const last = this.entries.pop()!;
    if (last !== entry) {
      this.entries[entry.listed] = last;
      last.listed = entry.listed;
    }
    entry.listed = -1;
  }
}
