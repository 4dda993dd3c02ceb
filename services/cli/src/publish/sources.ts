import { formatInstant, type ReferenceFact } from '@baton/contracts';
import {
  checkRuleFiles,
  factsOfAbsences,
  factsOfRuleFiles,
  parseRuleFile,
  type Publication,
  readAbsences,
  readHolidays,
  type RuleProblem,
  withHolidays,
} from '@baton/rule-files';
import { zoneTransitions } from '@baton/service-kit';
import type { BatonClient } from '../baton-client.ts';
import { parsed } from '../check/check.command.ts';
import { readText } from '../check/read-text.ts';
import { type Input, noPositionals, textOption, UsageError } from '../command.ts';
import { zonedFormat } from '../zone-option.ts';

/** What would be published, and what is wrong with it. */
export interface Source {
  readonly facts: () => readonly ReferenceFact[];
  readonly problems: readonly RuleProblem[];
  /** For people: what was left out. */
  readonly remarks: readonly string[];
}

const required = (input: Input, name: string): string => {
  const value = textOption(input, name);
  if (value === undefined) throw new UsageError(`--${name}: missing`);
  return value;
};

export const rulesSource = (input: Input, publication: Publication): Source => {
  const files = parsed(input.positionals);
  return { facts: () => factsOfRuleFiles(files, publication), problems: checkRuleFiles(files), remarks: [] };
};

export const holidaysSource = (input: Input, publication: Publication): Source => {
  noPositionals(input);
  const [list, calendar] = [required(input, 'holidays'), required(input, 'calendar')];
  const file = withHolidays(
    parseRuleFile(readText(calendar), { file: calendar }),
    readHolidays(readText(list), { file: list }),
  );
  return { facts: () => factsOfRuleFiles([file], publication), problems: checkRuleFiles([file]), remarks: [] };
};

/** Whole days are those of `--zone`, else of the zone in which Baton says instants. */
export const absencesSource = async (input: Input, publication: Publication, client: BatonClient): Promise<Source> => {
  noPositionals(input);
  const [file, party] = [required(input, 'absences'), required(input, 'party')];
  const zone = textOption(input, 'zone') ?? (await client.get<{ zone: string }>('v1/stalls', { limit: '1' })).zone;
  const format = zonedFormat({ ...input, values: { zone } });
  const today = format.minutes(formatInstant(publication.publishedAt)).slice(0, 10);
  const from = Date.parse(format.instant(textOption(input, 'from') ?? today, 'from'));
  const absences = readAbsences(readText(file), { file, party, zone, from, transitions: zoneTransitions });
  const remarks = Object.entries(absences.leftOut).map(([reason, count]) => `left out, ${reason}: ${count}`);
  return { facts: () => factsOfAbsences(absences, publication), problems: absences.problems, remarks };
};
