import type { Instant, SilenceMatcher } from '@baton/contracts';
import { Spans } from './spans.ts';

const all = 'all';

interface Silence {
  readonly id: string;
  readonly matcher: SilenceMatcher;
  readonly until: Instant;
}

/** What a matcher looks at. */
export type Silenced = { readonly [Field in keyof Required<SilenceMatcher>]: string | undefined };

/** Who does not want to hear of what, until when. */
export class Silences {
  private readonly set = new Spans<Silence>();

  begin(silence: Silence, sequence: number): void {
    this.set.begin(all, { id: silence.id, value: silence, sequence });
  }

  end(id: string, sequence: number): void {
    this.set.end(all, id, sequence);
  }

  /** The id of the first silence that covers it then. */
  covering(what: Silenced, at: Instant, sequence: number): string | undefined {
    if (this.set.isEmpty) return undefined;
    return this.set.of(all, sequence).find(({ matcher, until }) => at < until && fits(matcher, what))?.id;
  }
}

const fits = (matcher: SilenceMatcher, what: Silenced): boolean =>
  Object.entries(matcher).every(([field, wanted]) => what[field as keyof SilenceMatcher] === wanted);
