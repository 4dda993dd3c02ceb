import type { CaseFact, Instant } from '@baton/contracts';
import type { Acceptance } from './case-state.ts';

/** Of a row: the row before it in its case, the hash of the fact's id, its place in the ledger, and flags. */
const width = 4;
/** Instants of a row: when the fact counts, and when it was recorded. */
const pair = 2;
const isLost = 1;
/** Taken effect as the acceptance that the fact itself says. */
const isConfirmed = 2;
const firstRoom = 16;
const grown = 1.5;

export const noRow = -1;

/** A fact, and when and where the ledger has it. */
export interface Taken {
  readonly fact: CaseFact;
  readonly takenAt: Instant;
  readonly recordedAt: Instant;
  readonly sequence: number;
  /** Of the fact's id. */
  readonly hash: number;
}

/** Ids of one publisher mostly differ at their ends. */
const hashed = 16;

/** FNV-1a over the length and the last UTF-16 code units. */
export const hashOf = (id: string): number => {
  let hash = 0x811c9dc5 ^ id.length;
  for (let index = Math.max(0, id.length - hashed); index < id.length; index++)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return hash;
};

/** The facts of all cases in columns of numbers: most are looked at once and kept for long. */
export class FactLog {
  private readonly facts: CaseFact[] = [];
  private rows = new Int32Array(firstRoom * width);
  private instants = new Float64Array(firstRoom * pair);
  /** Acceptances that the fact does not say in so many words. */
  private readonly acceptances = new Map<number, Acceptance>();

  /** Answers its row. */
  add({ fact, takenAt, recordedAt, sequence, hash }: Taken): number {
    const row = this.facts.length;
    if (row * width === this.rows.length) this.makeRoom(Math.ceil(row * grown));
    this.facts.push(fact);
    this.rows[row * width] = noRow;
    this.rows[row * width + 1] = hash;
    this.rows[row * width + 2] = sequence;
    this.instants[row * pair] = takenAt;
    this.instants[row * pair + 1] = recordedAt;
    return row;
  }

  private makeRoom(rows: number): void {
    const [wide, paired] = [new Int32Array(rows * width), new Float64Array(rows * pair)];
    wide.set(this.rows);
    paired.set(this.instants);
    this.rows = wide;
    this.instants = paired;
  }

  fact(row: number): CaseFact {
    return this.facts[row]!;
  }

  takenAt(row: number): Instant {
    return this.instants[row * pair]!;
  }

  recordedAt(row: number): Instant {
    return this.instants[row * pair + 1]!;
  }

  sequence(row: number): number {
    return this.rows[row * width + 2]! >>> 0;
  }

  before(row: number): number {
    return this.rows[row * width]!;
  }

  /** Puts it behind another of its case; answers the last row then. */
  link(row: number, last: number): number {
    const at = this.takenAt(row);
    let after = noRow;
    let before = last;
    while (before !== noRow && this.takenAt(before) > at) {
      after = before;
      before = this.before(before);
    }
    this.rows[row * width] = before;
    if (after === noRow) return row;
    this.rows[after * width] = row;
    return last;
  }

  /** The fact with that id among a case's; `noRow`: there is none. */
  find(last: number, id: string, hash: number): number {
    for (let row = last; row !== noRow; row = this.before(row)) {
      if (this.rows[row * width + 1] === hash && this.facts[row]!.id === id) return row;
    }
    return noRow;
  }

  lost(row: number): boolean {
    return (this.rows[row * width + 3]! & isLost) !== 0;
  }

  confirmed(row: number): Acceptance | undefined {
    if ((this.rows[row * width + 3]! & isConfirmed) !== 0) return said(this.facts[row]!);
    return this.acceptances.get(row);
  }

  /** What the sender of the fact was told of it. */
  settle(row: number, acceptance: Acceptance | undefined, lost: boolean): void {
    const own = acceptance === undefined ? undefined : said(this.facts[row]!);
    const isSaid = own !== undefined && own.leg === acceptance!.leg && own.by === acceptance!.by;
    this.rows[row * width + 3] = (lost ? isLost : 0) | (isSaid ? isConfirmed : 0);
    if (acceptance !== undefined && !isSaid) this.acceptances.set(row, acceptance);
    else if (this.acceptances.size > 0) this.acceptances.delete(row);
  }

  /** All of a case, in the order in which they count: by instant, then by place in the ledger. */
  of(last: number): readonly FoldedFact[] {
    const found: FoldedFact[] = [];
    for (let row = last; row !== noRow; row = this.before(row)) found.push(new FoldedFact(this, row));
    return found.reverse();
  }
}

const said = (fact: CaseFact): Acceptance | undefined => {
  const { leg, by = fact.actor } = fact as { readonly leg?: string; readonly by?: string };
  return leg === undefined ? undefined : { leg, by };
};

/** A fact as its case has it. */
export class FoldedFact {
  constructor(
    private readonly log: FactLog,
    readonly row: number,
  ) {}

  get fact(): CaseFact {
    return this.log.fact(this.row);
  }

  /** When it counts. */
  get takenAt(): Instant {
    return this.log.takenAt(this.row);
  }

  get recordedAt(): Instant {
    return this.log.recordedAt(this.row);
  }

  get sequence(): number {
    return this.log.sequence(this.row);
  }

  /** The acceptance that it was, told to its sender. */
  get confirmed(): Acceptance | undefined {
    return this.log.confirmed(this.row);
  }

  /** Whether its sender was told that another had taken what they wanted: without effect for good. */
  get lost(): boolean {
    return this.log.lost(this.row);
  }
}
