import {
  type Decision,
  type EvidenceView,
  type Fact,
  type Finding,
  type Instant,
  type TimelineEntry,
  formatInstant,
} from '@baton/contracts';
import { type ExplainContext, wording } from '@baton/wording';
import { type TimelineContext, timelineOf } from '../case-timeline/timeline.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';

interface Place {
  readonly row: LedgerRow;
  readonly index: number;
  readonly what: Fact | Decision;
}

/** The entries of the ledger that findings about one case rest on, each with its position and in words. */
export class Evidence {
  private readonly places = new Map<string, Place>();
  private readonly timeline: ReadonlyMap<string, TimelineEntry>;

  constructor(
    rows: readonly LedgerRow[],
    private readonly told: TimelineContext,
    private readonly words: ExplainContext,
  ) {
    for (const row of rows) {
      for (const [index, what] of [...row.append.facts, ...row.append.decisions].entries()) {
        if (!this.places.has(what.id)) this.places.set(what.id, { row, index, what });
      }
    }
    this.timeline = new Map(timelineOf(rows, told).map((entry) => [entry.position, entry]));
  }

  /** In ledger order. What was due by the instant may be recorded a little later; what is not recorded yet is left out. */
  of(finding: Finding, asOf: Instant): EvidenceView[] {
    const cited = finding.evidence.flatMap((id) => this.places.get(id) ?? []);
    return [...new Set([...cited, ...this.ofEpisode(finding, asOf), ...this.movesOf(finding, asOf)])]
      .sort((one, other) => one.row.revision - other.row.revision || one.index - other.index)
      .map((place) => this.viewOf(place, finding.leg));
  }

  /** What was decided about a stall that is there. */
  private ofEpisode({ episode }: Finding, asOf: Instant): Place[] {
    if (episode === undefined) return [];
    return [...this.places.values()].filter(
      ({ what }) => 'episode' in what && what.episode === episode && what.dueAt <= asOf,
    );
  }

  /** How the deadline that the finding is about came to be where it is. */
  private movesOf({ kind, leg, reasons }: Finding, asOf: Instant): Place[] {
    const budget = reasons.find((reason) => reason.type === 'budget');
    if (budget === undefined && kind !== 'missed') return [];
    const from = budget?.startedAt ?? -Infinity;
    return [...this.places.values()].filter(
      ({ what }) =>
        what.type === 'deadline-moved' &&
        what.caseId === this.told.caseId &&
        what.clock === kind &&
        what.leg === leg &&
        what.dueAt >= from &&
        what.dueAt <= asOf,
    );
  }

  private viewOf(place: Place, leg: string | undefined): EvidenceView {
    const { row, index, what } = place;
    return {
      position: `${row.revision}.${index}`,
      occurredAt: formatInstant('occurredAt' in what ? what.occurredAt : what.dueAt),
      recordedAt: formatInstant(row.append.recordedAt),
      type: what.type,
      sentence: this.sentenceOf(place, leg),
    };
  }

  /** As on the timeline; `leg`: the one that a fact about a handoff means when it names none. */
  private sentenceOf({ row, index, what }: Place, leg: string | undefined): string {
    const told = this.timeline.get(`${row.revision}.${index}`);
    const namesNone = leg !== undefined && what.type.startsWith('baton.handoff.') && !('leg' in what);
    if (told !== undefined && !namesNone) return told.sentence;
    return wording(this.told.language).timelineSentence(what, {
      ...this.words,
      ...(namesNone ? { leg } : {}),
      ...(told === undefined ? {} : { accountable: told.accountable.id }),
    });
  }
}
