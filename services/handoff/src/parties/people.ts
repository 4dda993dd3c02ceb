import { Injectable } from '@nestjs/common';
import type { PartyView } from '@baton/contracts';
import type { Language } from '@baton/wording';
import { Shards } from '../ledger/shards.ts';

const everything = Infinity;

/** Names, zones and hours of the people and teams that the rosters know. */
@Injectable()
export class People {
  constructor(private readonly shards: Shards) {}

  /** A party that no roster knows is called by its id. */
  name(id: string, language: Language): string {
    const party = this.shards.reference.party(id, everything);
    return party?.names?.[language] ?? party?.name ?? id;
  }

  view(id: string, language: Language): PartyView {
    return { id, name: this.name(id, language) };
  }

  all(language: Language): readonly PartyView[] {
    return this.shards.reference.knownParties().map((id) => this.view(id, language));
  }

  /** IANA name. Without a party that of the installation's first calendar. */
  zone(party = ''): string {
    return this.shards.reference.zoneOf(party) ?? 'UTC';
  }

  /** Milliseconds of the party's working time; negative when `until` is past. */
  workingTime(party: string, from: number, until: number): number {
    const calendar = this.shards.reference.calendarOf(party, everything);
    return until >= from ? calendar.between(from, until) : -calendar.between(until, from);
  }
}
