import type { Absence, WorkingCalendar } from '@baton/working-time';

/** What is asked for again and again of a party. */
export interface View {
  readonly party: string;
  readonly calendar: WorkingCalendar;
  readonly present: WorkingCalendar;
  /** The calendar but for the absences: of a team, hours in which some are away and some at work are all there. */
  readonly away: WorkingCalendar;
  readonly absences: readonly Absence[];
  readonly isVacant: boolean;
}

/** Folding a case anew looks back at a few places in the ledger, the same ones as the next case does. */
const mostPlaces = 512;

/** Views that were made before, as known after the latest change and at places in the ledger before it. */
export class Views {
  private readonly current = new Map<string, View>();
  private readonly past = new Map<number, Map<string, View>>();
  private latest: View | undefined;

  constructor(private readonly make: (party: string, sequence: number) => View) {}

  /** A fact asks several times for the same few parties. */
  ofNow(party: string, sequence: number): View {
    if (this.latest?.party === party) return this.latest;
    return (this.latest = this.find(this.current, party, sequence));
  }

  asOf(party: string, sequence: number): View {
    let there = this.past.get(sequence);
    if (there === undefined) {
      if (this.past.size >= mostPlaces) this.past.clear();
      this.past.set(sequence, (there = new Map()));
    }
    return this.find(there, party, sequence);
  }

  private find(views: Map<string, View>, party: string, sequence: number): View {
    let view = views.get(party);
    if (view === undefined) views.set(party, (view = this.make(party, sequence)));
    return view;
  }

  /** Those parties are not any more what they were; what they were before stands. */
  change(isConcerned: (party: string) => boolean): void {
    this.latest = undefined;
    for (const party of this.current.keys()) if (isConcerned(party)) this.current.delete(party);
  }

  /** What becomes known counts from before it was. */
  forget(): void {
    this.latest = undefined;
    this.current.clear();
    this.past.clear();
  }
}
