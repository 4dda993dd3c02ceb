import type { CalendarDefinition } from '@baton/working-time';
import type { Instant } from './envelope.ts';
import type { FactHeader } from './fact-header.ts';
import type { LearnedDurations, Party, Policy, Route, SilenceMatcher } from './rules.ts';

export type ReferenceFact =
  | (FactHeader & {
      readonly type: 'baton.people.absence-declared.v1';
      /** Names this absence, so that `absence-ended` can end it; the same id again changes it. */
      readonly absence: string;
      readonly party: string;
      readonly from: Instant;
      readonly until: Instant;
      readonly cause?: string;
    })
  | (FactHeader & {
      readonly type: 'baton.people.absence-ended.v1';
      readonly absence: string;
      readonly party: string;
      readonly endedAt?: Instant;
    })
  | (FactHeader & { readonly type: 'baton.people.roster-changed.v1'; readonly parties: readonly Party[] })
  | (FactHeader & {
      readonly type: 'baton.people.delegation-appointed.v1';
      /** Names this delegation; the same id again changes it, and it must be accepted anew. */
      readonly delegation: string;
      readonly party: string;
      readonly to: string;
      readonly from?: Instant;
      readonly until?: Instant;
      /** Only for legs of these routes; none: for all. */
      readonly routes?: readonly string[];
    })
  /** Counts only when the one appointed says it. */
  | (FactHeader & { readonly type: 'baton.people.delegation-accepted.v1'; readonly delegation: string })
  | (FactHeader & { readonly type: 'baton.people.delegation-revoked.v1'; readonly delegation: string })
  | (FactHeader & { readonly type: 'baton.rules.policy-published.v1'; readonly policy: Policy })
  | (FactHeader & { readonly type: 'baton.rules.durations-learned.v1'; readonly durations: LearnedDurations })
  | (FactHeader & {
      readonly type: 'baton.rules.silence-set.v1';
      readonly silence: string;
      readonly matcher: SilenceMatcher;
      readonly reason: string;
      readonly until: Instant;
    })
  | (FactHeader & { readonly type: 'baton.rules.silence-ended.v1'; readonly silence: string })
  | (FactHeader & { readonly type: 'baton.rules.calendar-published.v1'; readonly calendar: CalendarDefinition })
  | (FactHeader & { readonly type: 'baton.rules.route-published.v1'; readonly route: Route });
