import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact } from '@baton/contracts';
import { InMemoryReadModels } from '@baton/read-model';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { LateSweeps } from './late-sweeps.ts';
import { silenceOf, silentSources } from './silent-sources.ts';
import { type SourceRhythm, hourMs, sourceRhythms, sourceRhythmsProjection } from './source-rhythms.projection.ts';

const minute = 60_000;
const day = 24 * hourMs;
/** A Monday. */
const monday = Date.parse('2026-03-02T00:00:00Z');

const row = (events: readonly string[], recordedAt: number): LedgerRow => ({
  ...{ shard: 0, revision: 0 },
  append: { meaning: 1, recordedAt, input: {}, decisions: [], facts: events.map((id) => ({ id }) as Fact) },
});

/** The rhythm of a source of which events were recorded at these instants. */
const heard = (instants: readonly number[], source = '/his'): SourceRhythm => {
  let known: SourceRhythm | undefined;
  for (const at of instants) {
    const [change] = sourceRhythmsProjection.changes(row([`${source} ${at}`], at), <D>() => known as D | undefined);
    if (change?.kind === 'put') known = change.document as SourceRhythm;
  }
  return known!;
};

/** Every half an hour from Monday on, in these hours of these days of each week. */
const office = (until: number, isOpen: (weekday: number, hour: number) => boolean): readonly number[] =>
  Array.from({ length: Math.ceil((until - monday) / (30 * minute)) }, (_, n) => monday + n * 30 * minute).filter((at) =>
    isOpen(Math.floor((at - monday) / day) % 7, Math.floor((at - monday) / hourMs) % 24),
  );
const always = (): boolean => true;
const inOfficeHours = (weekday: number, hour: number): boolean => weekday < 5 && hour >= 8 && hour < 17;

describe('a source', () => {
  const stopsAt = monday + 9 * day + 10 * hourMs;

  it('that publishes day and night is silent after three hours', () => {
    const rhythm = heard(office(stopsAt, always));
    expect(silenceOf(rhythm, stopsAt + 2 * hourMs)).toBeUndefined();
    expect(silenceOf(rhythm, stopsAt + 3 * hourMs)).toEqual({
      ...{ kind: 'silent-source', source: '/his', since: stopsAt - 30 * minute, hours: 3 },
    });
    expect(silenceOf(rhythm, stopsAt + 27 * day)).toMatchObject({ hours: 7 * 24 });
    expect(silenceOf(rhythm, stopsAt + 29 * day)).toBeUndefined();
  });

  it('is not silent at night and on weekends when it never publishes then', () => {
    const friday = monday + 11 * day + 17 * hourMs;
    const rhythm = heard(office(friday, inOfficeHours));
    const nextMonday = monday + 14 * day;
    for (let at = friday; at <= nextMonday + 10 * hourMs; at += hourMs) expect(silenceOf(rhythm, at)).toBeUndefined();
    expect(silenceOf(rhythm, nextMonday + 11 * hourMs)).toMatchObject({ since: friday - 30 * minute, hours: 3 });
  });

  it('is left in peace in its first week, and after a burst', () => {
    const young = monday + 6 * day;
    expect(silenceOf(heard(office(young, always)), young + 12 * hourMs)).toBeUndefined();
    const burst = [...Array.from({ length: 100 }, (_, n) => monday + n * minute), monday + 7 * day - hourMs];
    expect(silenceOf(heard(burst), monday + 7 * day + 12 * hourMs)).toBeUndefined();
  });

  it('is written once a minute, and keeps eight days', () => {
    expect(heard([monday, monday + 59_000]).lastAt).toBe(monday);
    expect(heard([monday, monday + 60_000]).lastAt).toBe(monday + 60_000);
    expect(heard(office(monday + 30 * day, always)).hours).toHaveLength(8 * 24);
  });

  it('is none when it is Baton itself; what is set aside counts as heard', () => {
    const own = row(['/baton/requests 1#0', '/baton/handoff/commands 2'], monday);
    const strange = { ...own.append, setAside: [{ event: '/his 9', because: 'no map' }] };
    expect([...sourceRhythmsProjection.looksUp!(own)]).toEqual([]);
    expect([...sourceRhythmsProjection.looksUp!({ ...own, append: strange })]).toEqual(['/his']);
  });

  it('is found among the others, the most missed first', async () => {
    const readModels = new InMemoryReadModels();
    const rhythms = await readModels.collection<SourceRhythm>(sourceRhythms);
    const found = [heard(office(stopsAt, always)), heard(office(stopsAt + 6 * hourMs, always), '/erp')];
    const talking = Array.from({ length: 600 }, (_, n) => heard([stopsAt + 9 * hourMs], `/talks/${n}`));
    const changes = [...found, ...talking].map((document) => ({
      ...{ collection: sourceRhythms.name, kind: 'put' as const, document },
    }));
    await readModels.apply('ledger-reader', 0, changes);
    const silent = await silentSources(rhythms, stopsAt + 10 * hourMs);
    expect(silent.map(({ source, hours }) => [source, hours])).toEqual([
      ['/his', 10],
      ['/erp', 4],
    ]);
  });
});

describe('a sweep', () => {
  const decisions = (...known: readonly number[]) => known.map((knownAt) => ({ knownAt }) as Decision);

  it('is late when what was due is decided more than a minute later, and that is said for an hour', () => {
    const sweeps = new LateSweeps();
    sweeps.appended({ decisions: decisions(monday), recordedAt: monday + minute });
    expect(sweeps.at(monday + minute, undefined)).toBeUndefined();
    const until = monday + 7 * minute;
    sweeps.appended({ decisions: decisions(until, monday + minute), recordedAt: until });
    sweeps.appended({ decisions: [], recordedAt: until + minute });
    expect(sweeps.at(until, undefined)).toEqual({ kind: 'late-sweep', since: monday + minute, until });
    expect(sweeps.at(until + hourMs + 1, undefined)).toBeUndefined();
  });

  it('is late while a deadline is past and nobody has looked', () => {
    const sweeps = new LateSweeps();
    expect(sweeps.at(monday + minute, monday)).toBeUndefined();
    expect(sweeps.at(monday + minute + 1, monday)).toEqual({ kind: 'late-sweep', since: monday });
  });
});
