import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { planColumns } from './column-plan.ts';
import { readMap } from './read-map.ts';

const maps = join(import.meta.dirname, '../../maps');
const incidents = readFileSync(join(maps, 'uci498-incidents.yaml'), 'utf8');
const lineOf = (text: string): number => incidents.slice(0, incidents.indexOf(text)).split('\n').length;

describe('the maps that ship', () => {
  it.each(readdirSync(maps))('%s is right', (file) => {
    expect(readMap(file, readFileSync(join(maps, file), 'utf8')).rules.length).toBeGreaterThan(0);
  });

  it('never read what was known only later', () => {
    const map = readMap('incidents', incidents);
    expect(map.columns.ignore).toEqual(['resolved_at', 'closed_at', 'closed_code', 'resolved_by']);
    for (const ignored of map.columns.ignore) expect(planColumns(map).columns).not.toContain(ignored);
  });
});

describe('a wrong map', () => {
  it.each([
    ['zone: Etc/UTC', 'zone: Mars/Olympus', 'columns.zone: expected an IANA zone'],
    ['timeFormat: D/M/YYYY HH:mm', 'timeFormat: HH:mm', 'columns.timeFormat: expected a format such as D/M/YYYY HH:mm'],
    ['encoding: utf8', 'encoding: klingon', 'format.encoding: expected one of utf8, latin1, utf16le'],
    ["mon: ['14:00-23:00']", 'mon: [14-23]', "expected hours such as '08:00-12:00'"],
    ["mon: ['14:00-23:00']", "mon: ['14:00-27:00']", "expected hours such as '08:00-12:00'"],
    ['tie: sys_mod_count', 'tie: resolved_at', 'columns.tie: expected a column that is not ignored'],
    ['increased: reopen_count', 'increased: closed_at', 'expected a column that is not ignored: closed_at'],
    ["title: '{number}", "title: '{resolved_by}", 'expected columns that are not ignored: resolved_by'],
    ['impact: &impact', 'severity: &impact', 'severity: expected one of title, customer, impact, needBy'],
    ['1 - Critical: critical', '1 - Critical: dreadful', 'impact: expected one of low, normal, high, critical'],
    ['3 - Moderate: 62 h', '3 - Moderate: 62 days', "expected a duration such as '4 h'"],
    ['- reopened', '- resurrected', 'expected one of opened, amended'],
    ['baton: none,', 'baton: lost,', 'expected one of none, offered, held, paused, completed'],
  ])('with %s as %s says where and what', (right, wrong, message) => {
    expect(incidents).toContain(right);
    const broken = incidents.replace(right, wrong);
    expect(() => readMap('m.yaml', broken)).toThrow(message);
    expect(() => readMap('m.yaml', broken)).toThrow(/^m\.yaml:\d+:\d+: /);
  });

  it('names the line and the column', () => {
    const broken = incidents.replace('encoding: utf8', 'encoding: klingon');
    expect(() => readMap('m.yaml', broken)).toThrow(`m.yaml:${lineOf('encoding: utf8')}:13: `);
  });

  it('that is no YAML says where', () => {
    expect(() => readMap('m.yaml', 'name: [a')).toThrow(/^m\.yaml:1:\d+: /);
  });

  it('that lacks something says what', () => {
    expect(() => readMap('m.yaml', 'name: a')).toThrow('the map: expected a field source');
  });
});
