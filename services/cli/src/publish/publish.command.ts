import type { ReferenceFact } from '@baton/contracts';
import { hasErrors } from '@baton/rule-files';
import { SystemClock, zoneTransitions } from '@baton/service-kit';
import { BatonClient, clientOptions } from '../baton-client.ts';
import { countsOf, reportProblems } from '../check/report-problems.ts';
import { type Command, commonOptions, done, failed, type Input, textOption, UsageError } from '../command.ts';
import { zoneOptions } from '../zone-option.ts';
import { postFacts } from './post-facts.ts';
import { absencesSource, holidaysSource, rulesSource, type Source } from './sources.ts';

export const command: Command = {
  help: `baton publish FILE...: check files of rules, then put them in force

Nothing is published while \`baton check\` finds an error in them. Each document becomes one fact that carries the
file's name and the SHA-256 of its bytes. Open cases keep the version of the route that they began with.

baton publish --absences FILE.ics --party ID    the absences in a person's iCalendar file, two years ahead
  --zone ZONE  of the party's calendar (default: the zone of Baton): for whole days and times without zone
  --from DATE  leave out what is over by then (default: today)

baton publish --holidays FILE --calendar FILE   a calendar with the days of a list: CSV or YAML of date, kind, name,
                                                where kind is off or workday(mon)

  --actor ID   who publishes (default: USER of the environment)
  --url URL    where Baton runs (default: BATON_URL, else http://127.0.0.1:3000)
  --json       { "published": [{ "type", "id" }], "problems", "remarks" }

Exit code 1 when there are errors in the files, or Baton does not take them.
`,
  options: {
    ...{ ...commonOptions, ...clientOptions, ...zoneOptions },
    ...{ actor: { type: 'string' }, absences: { type: 'string' }, party: { type: 'string' }, from: { type: 'string' } },
    ...{ holidays: { type: 'string' }, calendar: { type: 'string' } },
  },
  async run(input, terminal) {
    const client = new BatonClient(input);
    const source = await sourceOf(input, client);
    const { problems, remarks } = source;
    const isRefused = hasErrors(problems);
    const facts = isRefused ? [] : source.facts();
    if (!isRefused) await postFacts(client, facts);
    if (input.values['json'] === true) {
      const published = facts.map(({ type, id }) => ({ type, id: id.slice(id.indexOf(' ') + 1) }));
      terminal.line(JSON.stringify({ published, problems, remarks }, null, 2));
      return isRefused ? failed : done;
    }
    reportProblems(problems, terminal);
    for (const remark of remarks) terminal.note(remark);
    if (isRefused) terminal.note(`nothing was published: ${countsOf(problems)}`);
    else for (const [what, count] of countedTypes(facts)) terminal.line(`${what}: ${count}`);
    return isRefused ? failed : done;
  },
};

const sourceOf = (input: Input, client: BatonClient): Promise<Source> | Source => {
  const actor = textOption(input, 'actor') ?? input.environment['USER'] ?? 'baton-publish';
  const publication = { publishedAt: new SystemClock().now(), actor, transitions: zoneTransitions };
  const { absences, holidays } = input.values;
  if (absences !== undefined && holidays !== undefined)
    throw new UsageError('expected either --absences or --holidays, found both');
  if (absences !== undefined) return absencesSource(input, publication, client);
  return holidays === undefined ? rulesSource(input, publication) : holidaysSource(input, publication);
};

/** `calendar published: 1`. */
const countedTypes = (facts: readonly ReferenceFact[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { type } of facts) {
    const what = type.split('.')[2]!.replaceAll('-', ' ');
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
};
