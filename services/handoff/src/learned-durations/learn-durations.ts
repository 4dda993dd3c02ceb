import { type LearnedDurations, type LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { nearestRank } from '../quantiles/nearest-rank.ts';
import { type LegSample, samplesOf } from './leg-samples.ts';

export interface Lesson {
  readonly route: string;
  /** The part of the samples that took no longer; above 0, at most 1. */
  readonly quantile: number;
  /** A leg, or a leg and a party, with fewer is not learned. */
  readonly minSamples: number;
}

/** What was found for a leg, or for a leg when one party runs it. */
export interface Finding {
  readonly leg: string;
  readonly party?: string;
  readonly samples: number;
  /** Milliseconds; undefined: there were too few samples. */
  readonly typical: number | undefined;
  /** What the route says. */
  readonly published: number | undefined;
}

export interface Learned {
  /** Cases of the route. */
  readonly cases: number;
  /** In route order: each leg, then its parties by name. */
  readonly findings: readonly Finding[];
  /** To be published; counts only then. */
  readonly durations: LearnedDurations;
}

type FactsRecorded = Pick<LedgerAppend, 'facts' | 'recordedAt'>;

/** Learns how long the legs of a route take. Feed each ledger's appends in order to a `ledger()` of its own. */
export class DurationLessons {
  private readonly samples: LegSample[] = [];
  private cases = 0;
  private version = 0;
  /** Leg → what the newest version of the route says. */
  private legs: ReadonlyMap<string, number | undefined> = new Map();

  constructor(private readonly lesson: Lesson) {}

  ledger(): { take(append: FactsRecorded): void; complete(): void } {
    const engine = new HandoffEngine();
    return {
      take: ({ facts, recordedAt }) => engine.replay(facts, recordedAt),
      complete: () => this.complete(engine),
    };
  }

  learned(): Learned {
    const { route, quantile } = this.lesson;
    const findings = [...this.legs.keys()].flatMap((leg) => this.findingsOf(leg));
    const entries = findings.flatMap(({ leg, party, typical, samples }) =>
      typical === undefined
        ? []
        : [{ route, leg, ...(party === undefined ? {} : { party }), typical, quantile, samples }],
    );
    return { cases: this.cases, findings, durations: { id: this.id, version: this.version + 1, entries } };
  }

  private get id(): string {
    return `learned-${this.lesson.route}`;
  }

  private complete(engine: HandoffEngine): void {
    for (const { fact } of engine.reference.facts) {
      if (fact.type === 'baton.rules.durations-learned.v1' && fact.durations.id === this.id)
        this.version = Math.max(this.version, fact.durations.version);
      if (fact.type === 'baton.rules.route-published.v1' && fact.route.id === this.lesson.route)
        this.legs = new Map(fact.route.legs.map(({ id, typical }) => [id, typical]));
    }
    for (const entry of engine.entries()) {
      if (entry.state.route.id !== this.lesson.route) continue;
      this.cases++;
      this.samples.push(...samplesOf(entry, engine));
    }
  }

  /** The leg whoever runs it, then by those who have. */
  private findingsOf(leg: string): Finding[] {
    const ofLeg = this.samples.filter((sample) => sample.leg === leg);
    const parties = [...Map.groupBy(ofLeg, ({ party }) => party)].sort(([one], [other]) => (one < other ? -1 : 1));
    return [
      { leg, ...this.found(leg, ofLeg) },
      ...parties.map(([party, samples]) => ({ leg, party, ...this.found(leg, samples) })),
    ];
  }

  private found(leg: string, samples: readonly LegSample[]): Omit<Finding, 'leg' | 'party'> {
    const { quantile, minSamples } = this.lesson;
    const isEnough = samples.length >= Math.max(minSamples, 1);
    const typical = isEnough
      ? nearestRank(
          samples.map(({ took }) => took),
          quantile,
        )
      : undefined;
    return { samples: samples.length, typical, published: this.legs.get(leg) };
  }
}

/** The whole of it, over ledgers that fit into memory: each as its appends in order. */
export const learnDurations = (ledgers: readonly (readonly FactsRecorded[])[], lesson: Lesson): Learned => {
  const lessons = new DurationLessons(lesson);
  for (const appends of ledgers) {
    const ledger = lessons.ledger();
    for (const append of appends) ledger.take(append);
    ledger.complete();
  }
  return lessons.learned();
};
