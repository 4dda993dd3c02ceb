import { Inject, type OnModuleInit } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type StallView, type StallsPage, formatInstant } from '@baton/contracts';
import type { Collection, Page, ReadModels } from '@baton/read-model';
import { ProblemException, READ_MODELS } from '@baton/service-kit';
import type { Language } from '@baton/wording';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import { Shards } from '../ledger/shards.ts';
import { type CaseCard, caseCards } from '../open-cases/case-card.projection.ts';
import { People } from '../parties/people.ts';
import type { BoardPageWanted } from './board-page.ts';
import { OpenStalls } from './open-stalls.ts';
import { type StallHold, stallViewOf } from './stall-view.ts';
import { type StalledBaton, stalledBatons } from './stalled-batons.projection.ts';

export interface StallsWanted {
  readonly state: 'open' | 'all';
  readonly caseId?: string;
  readonly limit: number;
  readonly after?: string;
  readonly language: Language;
}

export class FindStalledBatons extends Query<StallsPage> {
  constructor(readonly wanted: StallsWanted) {
    super();
  }
}

@QueryHandler(FindStalledBatons)
export class FindStalledBatonsHandler implements IQueryHandler<FindStalledBatons>, OnModuleInit {
  private stalls!: Collection<StalledBaton>;
  private cards!: Collection<CaseCard>;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly shards: Shards,
    private readonly people: People,
    private readonly openStalls: OpenStalls,
    private readonly reader: LedgerReader,
  ) {}

  async onModuleInit(): Promise<void> {
    this.stalls = await this.readModels.collection<StalledBaton>(stalledBatons);
    this.cards = await this.readModels.collection<CaseCard>(caseCards);
  }

  async execute({ wanted }: FindStalledBatons): Promise<StallsPage> {
    try {
      return await this.page(wanted);
    } catch (fault) {
      throw isAway(fault) ? notShown(this.reader.staleSince) : fault;
    }
  }

  private async page(wanted: StallsWanted): Promise<StallsPage> {
    const { state, caseId, limit, after, language } = wanted;
    const paging = { limit, ...(after === undefined ? {} : { after }) };
    const now = this.shards.now();
    const page =
      caseId === undefined && state === 'open'
        ? await this.board({ now, ...paging })
        : await this.stalls.find(
            caseId === undefined ? { index: 'by-age', ...paging } : { index: 'by-case', equals: { caseId }, ...paging },
          );
    const stalls = await Promise.all(page.documents.map((stall) => this.view(stall, language, now)));
    const { staleSince } = this.reader;
    return {
      asOf: formatInstant(now),
      zone: this.people.zone(),
      stalls,
      counts: await this.counts(now),
      ...(page.next === undefined ? {} : { next: page.next }),
      ...(staleSince === undefined ? {} : { staleSince: formatInstant(staleSince) }),
    };
  }

  private async board(wanted: BoardPageWanted): Promise<Page<StalledBaton>> {
    const { ids, ...rest } = await this.openStalls.page(wanted);
    const found = await Promise.all(ids.map((id) => this.stalls.get(id)));
    return { documents: found.filter((stall) => stall?.state === 'open') as StalledBaton[], ...rest };
  }

  private async view(stall: StalledBaton, language: Language, now: number): Promise<StallView> {
    const card = await this.cards.get(stall.caseId);
    const routeId = card?.route ?? undefined;
    const route = routeId === undefined ? undefined : this.shards.reference.rules.route(routeId, Infinity);
    const held = this.heldOf(stall);
    return stallViewOf(stall, { people: this.people, language, now, card, route, held });
  }

  /** The engine knows it: an acknowledgement ends with a shift, say. */
  private heldOf({ caseId, raised: { kind, leg } }: StalledBaton): StallHold | undefined {
    return this.shards.engineOf(caseId).entry(caseId)?.open(kind, leg)?.hold;
  }

  private async counts(now: number): Promise<StallsPage['counts']> {
    const open = await this.cards.count('by-status', { status: 'open' });
    const { stalled, ...counts } = await this.openStalls.cases(now);
    return { ...counts, runningWell: open - stalled, open };
  }
}

/** What an adapter throws that may answer again in a while. */
const isAway = (fault: unknown): boolean => fault instanceof Error && 'retryable' in fault && fault.retryable === true;

const notShown = (staleSince: number | undefined): ProblemException => {
  const since =
    staleSince === undefined ? '' : ` What was recorded since ${formatInstant(staleSince)} is not in it yet.`;
  const detail = `The board cannot be shown at the moment; events and commands are taken all the same.${since}`;
  const title = 'The read models cannot be reached';
  return new ProblemException({ status: 503, kind: 'store-unavailable', title, detail }, { 'Retry-After': '2' });
};
