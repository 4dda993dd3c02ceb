import { createHash } from 'node:crypto';
import type { Party, Route, RouteLeg, Rung } from '@baton/contracts';
import { zoneTransitions } from '@baton/service-kit';
import { compileCalendar } from '@baton/working-time';
import type { Analysis, LogColumns, LogFormat, LogMap, PartiesFrom } from './log-map.ts';
import { MapNode } from './map-node.ts';
import { readColumn, readDuration, readRules, readValue } from './read-rules.ts';
import { compileTimeFormat } from './log-time.ts';

/** The map in the text of a YAML file. Throws `MapError` with line and column. */
export const readMap = (file: string, text: string): LogMap => {
  const root = MapNode.parse(file, text);
  const fields = root.fields(
    ['name', 'source', 'columns', 'calendar', 'parties', 'route', 'actor', 'rules'],
    ['format', 'analysis'],
  );
  const columns = readColumns(fields.columns);
  const calendar = readCalendar(fields.calendar);
  const parties = fields.parties.list().map((each) => readParty(each, columns, calendar.id));
  return {
    name: fields.name.text(),
    source: fields.source.text(),
    format: readFormat(fields.format),
    columns,
    calendar,
    parties: parties.filter((each) => 'id' in each),
    partiesFrom: parties.filter((each) => 'column' in each),
    route: readRoute(fields.route),
    actor: readValue(fields.actor, columns),
    rules: readRules(fields.rules, columns),
    analysis: readAnalysis(fields.analysis, columns),
  };
};

const readFormat = (node: MapNode | undefined): LogFormat => {
  const { delimiter, encoding, missing } = node?.fields([], ['delimiter', 'encoding', 'missing']) ?? {};
  return {
    delimiter: delimiter?.text() ?? ',',
    encoding: encoding?.oneOf(['utf8', 'latin1', 'utf16le'] as const) ?? 'utf8',
    missing: ['', ...(missing?.oneOrMany().map((each) => each.cell()) ?? [])],
  };
};

const readColumns = (node: MapNode): LogColumns => {
  const {
    case: caseColumn,
    time,
    timeFormat,
    zone,
    tie,
    ignore,
  } = node.fields(['case', 'time', 'timeFormat', 'zone'], ['tie', 'ignore']);
  const ignored = ignore?.list().map((each) => each.text()) ?? [];
  const guard = { ignore: ignored };
  checked(timeFormat, () => compileTimeFormat(timeFormat.text()), 'a format such as D/M/YYYY HH:mm');
  checked(zone, () => zoneTransitions(zone.text()), 'an IANA zone such as Europe/Paris, or Etc/UTC');
  return {
    case: readColumn(caseColumn, guard),
    time: readColumn(time, guard),
    timeFormat: timeFormat.text(),
    zone: zone.text(),
    ...(tie && { tie: readColumn(tie, guard) }),
    ignore: ignored,
  };
};

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const readCalendar = (node: MapNode): LogMap['calendar'] => {
  const fields = node.fields(['id', 'zone', 'weekly', 'validThrough', 'source'], ['daysOff']);
  const weekly = Object.fromEntries(
    fields.weekly.entries().map(([day, hours]) => [day.oneOf(weekdays), hours.list().map(readHours)] as const),
  );
  const published = {
    id: fields.id.text(),
    revision: 1,
    zone: fields.zone.text(),
    transitions: checked(fields.zone, () => zoneTransitions(fields.zone.text()), 'an IANA zone'),
    weekly,
    daysOff: fields.daysOff?.list().map((each) => each.text()) ?? [],
    extraWorkdays: {},
    special: {},
    source: fields.source.text(),
    validThrough: fields.validThrough.text(),
  };
  const calendar = { ...published, hash: createHash('sha256').update(JSON.stringify(published)).digest('hex') };
  checked(node, () => compileCalendar(calendar).next(0), "hours as '08:00'-'12:00' and dates as YYYY-MM-DD");
  return calendar;
};

const readHours = (node: MapNode): readonly [string, string] => {
  const match =
    /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-4]):[0-5]\d)$/.exec(node.text()) ??
    node.fail("hours such as '08:00-12:00'");
  return [match[1]!, match[2]!];
};

const partyKinds = ['person', 'role', 'team'] as const;

const readParty = (node: MapNode, columns: LogColumns, calendar: string): Party | PartiesFrom => {
  const names = node.entries().map(([key]) => key.name);
  if (names.includes('from')) {
    const { from, kind } = node.fields(['from', 'kind']);
    return { column: readColumn(from, columns), kind: kind.oneOf(partyKinds), calendar };
  }
  const { id, name, kind } = node.fields(['id', 'name', 'kind']);
  return { id: id.text(), name: name.text(), kind: kind.oneOf(partyKinds), calendar };
};

const readRoute = (node: MapNode): Route => {
  const fields = node.fields(['id', 'version', 'title', 'owner', 'legs'], ['ladder']);
  return {
    id: fields.id.text(),
    version: fields.version.whole(),
    title: fields.title.text(),
    owner: fields.owner.text(),
    legs: fields.legs.list().map(readLeg),
    handlings: [],
    ladder: fields.ladder?.list().map(readRung) ?? [],
  };
};

const readLeg = (node: MapNode): RouteLeg => {
  const fields = node.fields(['id', 'title', 'party'], ['acceptBudget', 'finishBudget', 'typical']);
  return {
    id: fields.id.text(),
    title: fields.title.text(),
    party: fields.party.text(),
    ...(fields.acceptBudget && { acceptBudget: readDuration(fields.acceptBudget) }),
    ...(fields.finishBudget && { finishBudget: readDuration(fields.finishBudget) }),
    ...(fields.typical && { typical: readDuration(fields.typical) }),
    needs: [],
  };
};

const readRung = (node: MapNode): Rung => {
  const { after, elapsed, whom, channel } = node.fields(['after', 'whom', 'channel'], ['elapsed']);
  return {
    after: readDuration(after),
    ...(elapsed && { elapsed: elapsed.flag() }),
    whom: whom.oneOf(['holder', 'giver', 'receiver', 'manager', 'owner'] as const),
    channel: channel.text(),
  };
};

const readAnalysis = (node: MapNode | undefined, columns: LogColumns): Analysis => {
  const { team, reopenCount } = node?.fields([], ['team', 'reopenCount']) ?? {};
  return {
    ...(team && { team: readColumn(team, columns) }),
    ...(reopenCount && { reopenCount: readColumn(reopenCount, columns) }),
  };
};

const checked = <T>(node: MapNode, make: () => T, expected: string): T => {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) node.fail(`${expected} (${error.message})`);
    throw error;
  }
};
