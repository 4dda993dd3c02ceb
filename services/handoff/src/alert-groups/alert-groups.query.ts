import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formatInstant } from '@baton/contracts';
import { InvalidCursor } from '@baton/read-model';
import type { Language } from '@baton/wording';
import { Shards } from '../ledger/shards.ts';
import { People } from '../parties/people.ts';
import { type AlertGroupsPage, alertGroupViewOf } from './alert-group-view.ts';
import { type GroupPlace, type Quiet, alertGroups, compareGroups } from './alert-groups.ts';
import { OpenAlerts } from './open-alerts.ts';

export interface AlertGroupsWanted {
  readonly limit: number;
  /** From the page before. */
  readonly after?: string;
  /** Episodes listed of each group. */
  readonly episodes: number;
  readonly language: Language;
}

export class FindAlertGroups extends Query<AlertGroupsPage> {
  constructor(readonly wanted: AlertGroupsWanted) {
    super();
  }
}

@QueryHandler(FindAlertGroups)
export class FindAlertGroupsHandler implements IQueryHandler<FindAlertGroups> {
  constructor(
    private readonly alerts: OpenAlerts,
    private readonly shards: Shards,
    private readonly people: People,
  ) {}

  /** Throws `InvalidCursor`. */
  async execute({ wanted }: FindAlertGroups): Promise<AlertGroupsPage> {
    const now = this.shards.now();
    const { cases, silences } = await this.alerts.all();
    const start = wanted.after === undefined ? undefined : placeIn(wanted.after);
    const groups = alertGroups(cases, { silences, heldOf: this.heldOf }, now);
    const rest = start === undefined ? groups : groups.filter((group) => compareGroups(group, start) > 0);
    const page = rest.slice(0, wanted.limit);
    const last = rest.length > wanted.limit ? page.at(-1) : undefined;
    const context = { people: this.people, language: wanted.language, episodes: wanted.episodes };
    return {
      asOf: formatInstant(now),
      zone: this.people.zone(),
      groups: page.map((group) => alertGroupViewOf(group, context)),
      ...(last === undefined ? {} : { next: cursorOf(last) }),
    };
  }

  /** The engine knows it: an acknowledgement ends with a shift, say. */
  private readonly heldOf: Quiet['heldOf'] = (caseId, { kind, leg }) =>
    this.shards
      .engineOf(caseId)
      .entry(caseId)
      ?.open(kind, leg ?? undefined)?.hold;
}

const cursorOf = ({ group, cases, speaking, actBy }: GroupPlace): string =>
  Buffer.from(JSON.stringify([group, cases, speaking, actBy ?? null])).toString('base64url');

const placeIn = (cursor: string): GroupPlace => {
  try {
    const [group, cases, speaking, actBy] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isPlace = typeof group === 'string' && typeof cases === 'number' && typeof speaking === 'number';
    if (isPlace && (actBy === null || typeof actBy === 'number'))
      return { group, cases, speaking, actBy: actBy ?? undefined };
  } catch {
    // Said below.
  }
  throw new InvalidCursor('`after` is not from a page of alert groups.');
};
