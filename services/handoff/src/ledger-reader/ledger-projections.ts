import type { BusPosition } from '@baton/bus';
import type { Change, Collection, Document, ReadModels } from '@baton/read-model';
import { openAlertsProjection } from '../alert-groups/open-alerts.projection.ts';
import { silencesProjection } from '../alert-groups/silences.projection.ts';
import { sourceRhythmsProjection } from '../blind-spots/source-rhythms.projection.ts';
import { caseEntriesProjection } from '../case-history/case-entries.projection.ts';
import { eventOutcomesProjection } from '../event-outcome/event-outcomes.projection.ts';
import { caseCardProjection } from '../open-cases/case-card.projection.ts';
import { stalledBatonsProjection } from '../stalled-batons/stalled-batons.projection.ts';
import type { LedgerRow } from './ledger-row.ts';
import type { Lookup, Projection } from './projection.ts';

/** Every read model of the ledger, those that look into another behind it; deleting one is deleting its folder and its line here. */
const projections: readonly Projection[] = [
  caseCardProjection,
  stalledBatonsProjection,
  caseEntriesProjection,
  eventOutcomesProjection,
  openAlertsProjection,
  silencesProjection,
  sourceRhythmsProjection,
];

export const ledgerReader = 'ledger-reader';
const places = { name: 'reader-places', version: 2, reader: ledgerReader, indexes: [{ name: 'by-id', fields: [] }] };
/** Documents of a collection that are kept in memory because they may soon be looked up again. */
const maxRecent = 20_000;

/** Of the newest row of each shard, by its number. */
export type Revisions = Readonly<Record<string, number>>;

interface Place extends Document {
  readonly position: BusPosition;
  readonly revisions: Revisions;
  readonly batch: number;
}

/** How far the read models have come, whoever keeps them. */
export const shownRevisions = async (readModels: ReadModels): Promise<Revisions> =>
  (await (await readModels.collection<Place>(places)).get(ledgerReader))?.revisions ?? {};

/** What all read models make of the ledger, kept together with how far they have come. Has one user at a time. */
export class LedgerProjections {
  private readonly collections = new Map<string, Collection<Document>>();
  /** Of the collections that are looked up; nobody else writes them. */
  private readonly recent = new Map<string, Map<string, Document | undefined>>();
  private position: BusPosition = {};
  private batch = -1;
  private shown: Record<string, number> = {};

  private constructor(private readonly readModels: ReadModels) {}

  /** `after`: where the read models stand. They start over when they have changed. */
  static async open(
    readModels: ReadModels,
  ): Promise<{ readonly kept: LedgerProjections; readonly after: BusPosition }> {
    const kept = new LedgerProjections(readModels);
    const placeOf = await readModels.collection<Place>(places);
    for (const { collection } of projections)
      kept.collections.set(collection.name, await readModels.collection(collection));
    // In this order: asking for the checkpoint may complete a batch that was cut off.
    const checkpoint = await readModels.checkpoint(ledgerReader);
    const place = await placeOf.get(ledgerReader);
    if (place?.batch !== checkpoint) await readModels.reset(ledgerReader, [places.name, ...kept.collections.keys()]);
    if (place === undefined || place.batch !== checkpoint) return { kept, after: {} };
    kept.position = place.position;
    kept.batch = place.batch;
    kept.shown = { ...place.revisions };
    return { kept, after: place.position };
  }

  get revisions(): Revisions {
    return this.shown;
  }

  /**
   * Rows in ledger order, in one transaction; `position` is behind the last of them, or left out while more of a batch
   * follow. The bus may bring a row again: answers those that are new.
   */
  async take(rows: readonly LedgerRow[], position = this.position): Promise<readonly LedgerRow[]> {
    const pending = new Map<string, Change>();
    const lookup = this.lookupOver(pending);
    const fresh = rows.filter((row) => this.isNew(row));
    await this.lookAhead(fresh);
    for (const row of fresh)
      for (const projection of projections)
        for (const change of projection.changes(row, lookup)) pending.set(keyOf(change), change);
    this.batch++;
    const document: Place = { id: ledgerReader, position, revisions: { ...this.shown }, batch: this.batch };
    await this.readModels.apply(ledgerReader, this.batch, [
      ...pending.values(),
      { collection: places.name, kind: 'put', document },
    ]);
    this.position = position;
    this.remember(pending.values());
    return fresh;
  }

  private isNew({ shard, revision }: LedgerRow): boolean {
    if (revision <= (this.shown[shard] ?? -1)) return false;
    this.shown[shard] = revision;
    return true;
  }

  /**
   * Everything that the rows look up, at once: asked for one by one, with a server behind it and many who ask it, a batch
   * takes minutes, and meanwhile those who wait for it ask again and again.
   */
  private async lookAhead(rows: readonly LedgerRow[]): Promise<void> {
    const asked = projections.map(async ({ collection: { name }, looksUp }) => {
      if (looksUp === undefined) return;
      const recent = this.recent.get(name) ?? new Map<string, Document | undefined>();
      this.recent.set(name, recent);
      const unknown = new Set(rows.flatMap((row) => [...looksUp(row)]).filter((id) => !recent.has(id)));
      if (unknown.size === 0) return;
      const found = await this.collections.get(name)!.getAll(unknown);
      for (const id of unknown) recent.set(id, found.get(id));
    });
    await Promise.all(asked);
  }

  private lookupOver(pending: ReadonlyMap<string, Change>): Lookup {
    return <D>(collection: string, id: string) => {
      const change = pending.get(`${collection} ${id}`);
      if (change !== undefined) return change.kind === 'put' ? (change.document as D) : undefined;
      const recent = this.recent.get(collection);
      if (recent?.has(id) !== true) throw new Error(`Nobody has said that ${id} of ${collection} will be looked up.`);
      return recent.get(id) as D | undefined;
    };
  }

  private remember(changes: Iterable<Change>): void {
    for (const recent of this.recent.values()) if (recent.size > maxRecent) recent.clear();
    for (const change of changes) {
      const document = change.kind === 'put' ? change.document : undefined;
      this.recent.get(change.collection)?.set(idOf(change), document);
    }
  }
}

const idOf = (change: Change): string => (change.kind === 'put' ? change.document.id : change.id);
const keyOf = (change: Change): string => `${change.collection} ${idOf(change)}`;
