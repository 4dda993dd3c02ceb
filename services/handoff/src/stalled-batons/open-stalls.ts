import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Collection, ReadModels } from '@baton/read-model';
import { READ_MODELS } from '@baton/service-kit';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { type BoardPage, type BoardPageWanted, boardPage } from './board-page.ts';
import { type StalledBaton, stalledBatons } from './stalled-batons.projection.ts';

type OpenStall = Pick<StalledBaton, 'caseId' | 'kind' | 'actBy' | 'raisedAt'>;

export interface StalledCases {
  readonly savable: number;
  readonly missed: number;
  readonly unaccepted: number;
  readonly stalled: number;
}

const pageSize = 500;

/** What is open, in memory, because every page of the board counts all of it. Loaded when it is first asked for. */
@Injectable()
export class OpenStalls implements OnModuleInit, OnApplicationShutdown {
  private readonly open = new Map<string, OpenStall>();
  private readonly stopListening: () => void;
  private stalls!: Collection<StalledBaton>;
  private loaded: Promise<void> | undefined;
  /** Episodes that have ended while the others were loaded. */
  private endedMeanwhile: Set<string> | undefined;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    reader: LedgerReader,
  ) {
    this.stopListening = reader.listen((row) => this.take(row));
  }

  async onModuleInit(): Promise<void> {
    this.stalls = await this.readModels.collection<StalledBaton>(stalledBatons);
  }

  onApplicationShutdown(): void {
    this.stopListening();
  }

  /** Cases, not episodes: one case that stalls twice is one matter to look after. */
  async cases(now: number): Promise<StalledCases> {
    await this.ready();
    const savable = new Set<string>();
    const missed = new Set<string>();
    const unaccepted = new Set<string>();
    const stalled = new Set<string>();
    for (const { caseId, kind, actBy } of this.open.values()) {
      stalled.add(caseId);
      if (kind === 'missed') missed.add(caseId);
      if (kind === 'unaccepted') unaccepted.add(caseId);
      if (actBy !== null && actBy >= now) savable.add(caseId);
    }
    for (const caseId of missed) savable.delete(caseId);
    return { savable: savable.size, missed: missed.size, unaccepted: unaccepted.size, stalled: stalled.size };
  }

  /** A page of the board, as `boardPage` orders it. */
  async page(wanted: BoardPageWanted): Promise<BoardPage> {
    await this.ready();
    return boardPage(this.open, wanted);
  }

  private take({ append }: LedgerRow): void {
    if (this.loaded === undefined) return;
    for (const decision of append.decisions) {
      if (decision.type === 'stall-raised') {
        const { caseId, kind, actBy = null, dueAt: raisedAt } = decision;
        this.open.set(decision.episode, { caseId, kind, actBy, raisedAt });
      } else if (decision.type === 'stall-cleared' || decision.type === 'stall-retracted') {
        this.open.delete(decision.episode);
        this.endedMeanwhile?.add(decision.episode);
      }
    }
  }

  /** Read models that were away are asked again by the next who looks. */
  private ready(): Promise<void> {
    this.loaded ??= this.load().catch((fault: unknown) => {
      this.loaded = undefined;
      this.endedMeanwhile = undefined;
      this.open.clear();
      throw fault;
    });
    return this.loaded;
  }

  private async load(): Promise<void> {
    const ended = new Set<string>();
    this.endedMeanwhile = ended;
    let after: string | undefined;
    do {
      const page = await this.stalls.find({
        index: 'by-state',
        equals: { state: 'open' },
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      });
      for (const { id, caseId, kind, actBy, raisedAt } of page.documents)
        if (!ended.has(id)) this.open.set(id, { caseId, kind, actBy, raisedAt });
      after = page.next;
    } while (after !== undefined);
    this.endedMeanwhile = undefined;
  }
}
