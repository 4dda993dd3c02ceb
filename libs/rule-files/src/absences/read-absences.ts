import { createHash } from 'node:crypto';
import { isPrintable, type Instant } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';
import { inReadingOrder, type RuleProblem } from '../rule-problem.ts';
import type { RosterAbsence } from '../values/roster-value.ts';
import { known } from '../values/value-report.ts';
import { readComponents } from './components.ts';
import { eventForm, type EventForm, type LeftOut } from './event-form.ts';
import { ImportProblems } from './import-problems.ts';
import { type Instance, Instances } from './instances.ts';
import { zonesOf } from './local-time.ts';

export interface AbsenceRequest {
  readonly file: string;
  /** Whose absences they are. */
  readonly party: string;
  /** IANA zone of the party's calendar: for whole days, and for times without a zone. */
  readonly zone: string;
  /** What is over by then is left out, and so is what begins two years later. */
  readonly from: Instant;
  readonly transitions: (zone: string) => CalendarDefinition['transitions'];
}

export interface AbsenceFile {
  readonly file: string;
  /** `sha256:` and hexadecimal digits of the file's bytes. */
  readonly hash: string;
  /** None while there are problems. */
  readonly absences: readonly RosterAbsence[];
  /** Occurrences that were cancelled, excepted or made free: an earlier import may have declared them. */
  readonly ended: readonly { readonly absence: string; readonly party: string; readonly endedAt: Instant }[];
  /** How many occurrences are no absences, by reason. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly problems: readonly RuleProblem[];
}

const windowMs = 2 * 366 * 86_400_000;

/**
 * The absences in an iCalendar file (RFC 5545): events that take their person away. Bounded: 1 MiB, 5,000 components,
 * two years, 10,000 occurrences. What is wrong is a problem with its line; never throws for what the file holds, but
 * throws what `transitions` throws for a `zone` that is none.
 */
export const readAbsences = (text: string, request: AbsenceRequest): AbsenceFile => {
  const { file, zone, from, transitions } = request;
  const { events, problems: malformed } = readComponents(file, text);
  const problems = new ImportProblems(file);
  const reading = { problems, zones: zonesOf(zone, transitions) };
  const instances = new Instances({ from, until: from + windowMs }, reading);
  const forms = malformed.length > 0 ? [] : events.map((event) => eventForm(event, reading));
  for (const { series, changes } of groupsOf(forms.filter((form) => form !== undefined))) {
    if (series !== undefined) instances.add(series, changes);
    else for (const change of changes) instances.addAlone(change);
  }
  const found = inReadingOrder([...malformed, ...problems.list]);
  return {
    ...{ file, hash: `sha256:${createHash('sha256').update(text).digest('hex')}` },
    leftOut: countsOf(instances.list),
    ...absencesOf(found.length > 0 ? [] : instances.list, request.party),
    problems: found,
  };
};

interface Group {
  series?: EventForm;
  readonly changes: EventForm[];
}

/** Events of one UID: the series in its highest SEQUENCE, and the changes of single occurrences, the last of each. */
const groupsOf = (forms: readonly EventForm[]): Iterable<Group> => {
  const groups = new Map<string, Group>();
  for (const form of forms.toSorted((left, right) => left.sequence - right.sequence)) {
    const group: Group = groups.get(form.uid) ?? { changes: [] };
    groups.set(form.uid, group);
    if (form.changes === undefined) group.series = form;
    else group.changes.push(form);
  }
  return groups.values();
};

const absencesOf = (instances: readonly Instance[], party: string): Pick<AbsenceFile, 'absences' | 'ended'> => ({
  absences: instances
    .filter(({ leftOut }) => leftOut === undefined)
    .map((instance) => {
      const { from, until, cause } = instance;
      return { absence: absenceId(instance), party, from, until, ...known({ cause }) };
    }),
  ended: instances
    .filter(({ wasAway }) => wasAway)
    .map((instance) => ({ absence: absenceId(instance), party, endedAt: instance.from })),
});

const countsOf = (instances: readonly Instance[]): AbsenceFile['leftOut'] => {
  const counts: Partial<Record<LeftOut, number>> = {};
  for (const { leftOut } of instances) if (leftOut !== undefined) counts[leftOut] = (counts[leftOut] ?? 0) + 1;
  return counts;
};

const longestId = 128;

/** The same event has the same id in every import, so that a later one changes it. */
const absenceId = ({ uid, place }: Instance): string => {
  const id = place === undefined ? uid : `${uid} ${place}`;
  if (id.length <= longestId && isPrintable(id) && !/[\t\n\r]/.test(id)) return id;
  return `ics ${createHash('sha256').update(id).digest('hex')}`;
};
