import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ExplanationView, type StallKind, parseInstant } from '@baton/contracts';
import type { Language } from '@baton/wording';
import { type Known, foldCase } from '../case-history/case-as-of.ts';
import { CaseHistory } from '../case-history/case-history.ts';
import { Shards } from '../ledger/shards.ts';
import { People } from '../parties/people.ts';
import { explanationViewOf } from './explanation-view.ts';

export interface WhatToExplain {
  /** RFC 3339; none: now. */
  readonly at: string | undefined;
  readonly by: Known;
  readonly kind: StallKind | undefined;
  readonly leg: string | undefined;
  readonly language: Language;
}

/** The leg asked for is none of the case. */
export interface UnknownLeg {
  readonly expectedLegs: readonly string[];
}

/** Undefined: nobody had spoken of the case by then. */
export class ExplainCase extends Query<ExplanationView | UnknownLeg | undefined> {
  constructor(
    readonly caseId: string,
    readonly what: WhatToExplain,
  ) {
    super();
  }
}

@QueryHandler(ExplainCase)
export class ExplainCaseHandler implements IQueryHandler<ExplainCase> {
  constructor(
    private readonly history: CaseHistory,
    private readonly shards: Shards,
    private readonly people: People,
  ) {}

  async execute({ caseId, what }: ExplainCase): Promise<ExplanationView | UnknownLeg | undefined> {
    const { by, kind, leg, language } = what;
    const at = what.at === undefined ? undefined : parseInstant(what.at);
    const rows = await this.history.rows(caseId);
    const known = foldCase(rows, caseId, { at: at ?? this.shards.now(), by });
    if (known === undefined) return undefined;
    const { route, legs } = known.entry.state;
    const expectedLegs = [...new Set([...route.legs, ...legs.map(({ definition }) => definition)].map(({ id }) => id))];
    if (leg !== undefined && !expectedLegs.includes(leg)) return { expectedLegs };
    return explanationViewOf(known, rows, { people: this.people, language, kind, leg });
  }
}
