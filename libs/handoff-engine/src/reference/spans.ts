/** What is known from one place in the ledger on and, perhaps, taken back at another. */
interface Span<T> {
  readonly id: string;
  readonly value: T;
  readonly knownFrom: number;
  /** None: still so. */
  knownUntil: number | undefined;
}

/** Things with an id that belong to a subject: absences of a party, delegations, silences. */
export class Spans<T> {
  private readonly bySubject = new Map<string, Span<T>[]>();

  get isEmpty(): boolean {
    return this.bySubject.size === 0;
  }

  has(subject: string): boolean {
    return this.bySubject.has(subject);
  }

  of(subject: string, sequence: number): readonly T[] {
    const spans = this.bySubject.get(subject);
    if (spans === undefined) return [];
    return spans
      .filter((span) => span.knownFrom <= sequence && (span.knownUntil === undefined || sequence < span.knownUntil))
      .map((span) => span.value);
  }

  /** What had the same id ends there. */
  begin(subject: string, { id, value, sequence }: { id: string; value: T; sequence: number }): void {
    this.end(subject, id, sequence);
    const span = { id, value, knownFrom: sequence, knownUntil: undefined };
    const spans = this.bySubject.get(subject);
    if (spans === undefined) this.bySubject.set(subject, [span]);
    else spans.push(span);
  }

  end(subject: string, id: string, sequence: number): T | undefined {
    const open = this.bySubject.get(subject)?.find((span) => span.id === id && span.knownUntil === undefined);
    if (open !== undefined) open.knownUntil = sequence;
    return open?.value;
  }
}
