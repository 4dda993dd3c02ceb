import { pageMs, pageOf, type Page } from './page.ts';

export const pageIndexOf = (at: number): number => Math.floor(at / pageMs);

/** More than this many pages are never kept; they are cheap to make again. */
const keptPages = 1024;
/** The last page, forwards and backwards, of instants that a Date can hold. */
export const lastPossiblePage = Math.ceil(8.64e15 / pageMs);
const isPossible = (index: number): boolean => -lastPossiblePage <= index && index <= lastPossiblePage;

const pageWithoutWork = pageOf([]);

/** Indexes of pages, both included. */
export interface PageSpan {
  readonly first: number;
  readonly last: number;
}

export interface PageMaker {
  /** All pages before these are alike, and so are all after them. */
  readonly varies: PageSpan;
  make(index: number): Page;
}

/** The pages of a calendar, made when first asked for. */
export class Pages {
  readonly varies: PageSpan;
  private readonly maker: PageMaker;
  private readonly kept = new Map<number, Page>();
  private latestIndex = Number.NaN;
  private latest: Page | undefined;
  private found: PageSpan | undefined;

  constructor(maker: PageMaker) {
    this.maker = maker;
    this.varies = maker.varies;
  }

  /** Beyond these no page has working time. */
  get worked(): PageSpan {
    return (this.found ??= {
      first: this.at(this.varies.first - 1).total > 0 ? -lastPossiblePage : this.varies.first,
      last: this.at(this.varies.last + 1).total > 0 ? lastPossiblePage : this.varies.last,
    });
  }

  at(index: number): Page {
    if (index === this.latestIndex) return this.latest!;
    if (!isPossible(index)) return pageWithoutWork;
    const { first, last } = this.varies;
    const alike = index > last ? last + 1 : index < first ? first - 1 : index;
    const page = this.kept.get(alike) ?? this.make(alike);
    this.latestIndex = index;
    this.latest = page;
    return page;
  }

  private make(index: number): Page {
    const page = this.maker.make(index);
    if (this.kept.size >= keptPages) this.kept.clear();
    this.kept.set(index, page);
    return page;
  }
}

/** The span from the smallest to the largest index, of one page without any. What no Date can reach does not count. */
export const spanOf = (indexes: readonly number[]): PageSpan => {
  const possible = indexes.filter(isPossible);
  const [any = 0] = possible;
  const span = { first: any, last: any };
  for (const index of possible) {
    span.first = Math.min(span.first, index);
    span.last = Math.max(span.last, index);
  }
  return span;
};
