import { type Absence, type WorkingCalendar, compileCalendar, withAbsences } from '@baton/working-time';
import { calendars, day, groups, parties } from './organisation.ts';
import type { Random } from './random.ts';

const compiled = new Map(calendars.map((definition) => [definition.id, compileCalendar(definition)]));
const calendarOf = new Map(parties.map(({ id, calendar }) => [id, compiled.get(calendar)!]));
const membersOf = new Map(groups.map(({ id, members }) => [id, members ?? []]));

/** Who is there when: the truth, which the ledger learns of late or not at all. */
export class Presence {
  private readonly absences = new Map<string, readonly Absence[]>();
  private readonly present = new Map<string, WorkingCalendar>();

  isAway(who: string, at: number): boolean {
    return (this.absences.get(who) ?? []).some(({ from, until }) => from <= at && at < until);
  }

  leave(who: string, absence: Absence): void {
    const all = [...(this.absences.get(who) ?? []).filter(({ until }) => until > absence.from - 30 * day), absence];
    this.absences.set(who, all);
    this.present.delete(who);
  }

  comeBack(who: string, at: number): void {
    const all = (this.absences.get(who) ?? []).filter(({ from }) => from < at);
    this.absences.set(
      who,
      all.map(({ from, until }) => ({ from, until: Math.min(until, at) })),
    );
    this.present.delete(who);
  }

  /** The first instant at which that person has worked so long from now on. */
  after(who: string, now: number, work: number): number {
    let calendar = this.present.get(who);
    if (calendar === undefined) {
      calendar = withAbsences(calendarOf.get(who) ?? compiled.get('office')!, this.absences.get(who) ?? []);
      this.present.set(who, calendar);
    }
    return calendar.add(calendar.next(now) ?? now, work) ?? now + work;
  }
}

/** Of a team or a role one who is asked; a person is asked for themselves. */
export const oneOf = (random: Random, party: string): string => {
  const members = membersOf.get(party);
  return members === undefined || members.length === 0 ? party : random.pick(members);
};
