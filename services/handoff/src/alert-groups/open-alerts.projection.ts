import type { Decision, FactType, Impact, LedgerAppend, StallKind, StallRaised } from '@baton/contracts';
import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import { type LedgerRow, isCaseFact } from '../ledger-reader/ledger-row.ts';
import type { Lookup, Projection } from '../ledger-reader/projection.ts';
import { type CaseCard, caseCards } from '../open-cases/case-card.projection.ts';

export interface FiredRung {
  readonly rung: number;
  readonly whom: readonly string[];
  readonly channel: string;
  readonly firedAt: number;
  /** The silence that kept it from being sent. */
  readonly silenced: string | null;
}

/** One episode that is open. Instants are milliseconds. */
export interface OpenEpisode {
  readonly episode: string;
  readonly kind: StallKind;
  readonly leg: string | null;
  readonly group: string;
  readonly inhibition: string;
  /** Whose move it is. */
  readonly party: string | null;
  readonly raisedAt: number;
  readonly actBy: number | null;
  /** The highest that has fired. */
  readonly rung: FiredRung | null;
}

/** A case while something of it stalls, as it stands now. */
export interface AlertedCase extends Document {
  readonly title: string;
  readonly impact: Impact;
  readonly route: string | null;
  readonly needBy: number | null;
  /** In the order in which they were raised. */
  readonly episodes: readonly OpenEpisode[];
}

export const openAlerts: CollectionDefinition = {
  name: 'open-alerts',
  version: 1,
  reader: 'ledger-reader',
  indexes: [{ name: 'by-id', fields: [] }],
};

export const openAlertsProjection: Projection = {
  collection: openAlerts,

  looksUp: ({ append }: LedgerRow) => concerned(append).keys(),

  changes({ append }: LedgerRow, lookup: Lookup): readonly Change[] {
    const changes: Change[] = [];
    for (const [caseId, decisions] of concerned(append)) {
      const before = lookup<AlertedCase>(openAlerts.name, caseId);
      const episodes = decisions.reduce(withDecision, before?.episodes ?? []);
      if (episodes.length === 0 && before === undefined) continue;
      const collection = openAlerts.name;
      if (episodes.length === 0) changes.push({ collection, kind: 'remove', id: caseId });
      else changes.push({ collection, kind: 'put', document: alerted(caseId, episodes, lookup) });
    }
    return changes;
  },
};

/** Facts that change what an alert shows without a decision of their own. */
const telling: ReadonlySet<FactType> = new Set<FactType>([
  'baton.case.amended.v1',
  'baton.case.migrated.v1',
  'baton.fact.voided.v1',
]);

/** The cases whose alerts may be others now, each with its decisions in order. */
const concerned = ({ facts, decisions }: LedgerAppend): ReadonlyMap<string, Decision[]> => {
  const cases = new Map<string, Decision[]>();
  for (const fact of facts) if (isCaseFact(fact) && telling.has(fact.type)) cases.set(fact.caseId, []);
  for (const decision of decisions) {
    if (!('episode' in decision)) continue;
    const known = cases.get(decision.caseId);
    if (known === undefined) cases.set(decision.caseId, [decision]);
    else known.push(decision);
  }
  return cases;
};

const withDecision = (open: readonly OpenEpisode[], decision: Decision): readonly OpenEpisode[] => {
  switch (decision.type) {
    case 'stall-raised':
      return [...open, raised(decision)];
    case 'stall-cleared':
    case 'stall-retracted':
      return open.filter(({ episode }) => episode !== decision.episode);
    case 'rung-fired': {
      const { rung, whom, channel, dueAt: firedAt, silenced = null } = decision;
      const fired = { rung, whom, channel, firedAt, silenced };
      return open.map((one) => (one.episode === decision.episode ? { ...one, rung: highest(one.rung, fired) } : one));
    }
    default:
      return open;
  }
};

const highest = (one: FiredRung | null, other: FiredRung): FiredRung =>
  one !== null && one.rung > other.rung ? one : other;

const raised = (stall: StallRaised): OpenEpisode => ({
  episode: stall.episode,
  kind: stall.kind,
  leg: stall.leg ?? null,
  group: stall.group,
  inhibition: stall.inhibition,
  party: stall.party ?? null,
  raisedAt: stall.dueAt,
  actBy: stall.actBy ?? null,
  rung: null,
});

/** The case's card shows this append already. */
const alerted = (caseId: string, episodes: readonly OpenEpisode[], lookup: Lookup): AlertedCase => {
  const { title, impact, route, needBy } = lookup<CaseCard>(caseCards.name, caseId)!;
  return { id: caseId, title, impact, route, needBy, episodes };
};
