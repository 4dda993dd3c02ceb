import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Fact, Impact, LedgerAppend } from '@baton/contracts';
import { InMemoryReadModels } from '@baton/read-model';
import { LedgerProjections } from '../ledger-reader/ledger-projections.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { allOf, calendar, fact, hour, newStore, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import { type AlertedCase, openAlerts } from './open-alerts.projection.ts';
import { type Silence, silences } from './silences.projection.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const late = start + 2 * hour;

let readModels: InMemoryReadModels;
let kept: LedgerProjections;
let batches: number;
beforeEach(async () => {
  readModels = new InMemoryReadModels();
  ({ kept } = await LedgerProjections.open(readModels));
  batches = 0;
});

/** One shard's ledger of facts that are recorded when they occur, until `now`. */
const ledgerOf = async (shard: number, facts: readonly Fact[], now: number): Promise<readonly LedgerAppend[]> => {
  const store = newStore();
  const writer = new LedgerWriter(0, store);
  for (const one of facts) await writer.append({ facts: [one], now: one.occurredAt, position: {} });
  await writer.append({ facts: [], now, position: {} });
  const appends = await allOf(store);
  const rows = appends.map((append, revision) => ({ shard, revision, append }));
  await kept.take(rows, { [`ledger-${shard}`]: String((batches += 1)) });
  return appends;
};

const rules = [roster(start), calendar(start, '00:00', '24:00'), route(start)];
const waiting = (caseId: string): Fact[] => [opened(caseId, start), offered(caseId, start)];
const alertsOf = async (caseId: string): Promise<AlertedCase | undefined> =>
  (await readModels.collection<AlertedCase>(openAlerts)).get(caseId);

describe('what stalls', () => {
  it('is shown while it stalls, with the highest rung, whatever shard it is of', async () => {
    await ledgerOf(0, [...rules, ...waiting('a')], late);
    await ledgerOf(1, [...rules, ...waiting('b')], late);
    for (const caseId of ['a', 'b'])
      expect(await alertsOf(caseId)).toMatchObject({
        ...{ id: caseId, title: caseId, impact: 'normal', route: 'r' },
        episodes: [
          {
            ...{ kind: 'unaccepted', leg: 'sign', group: 'party V', party: 'V', raisedAt: start + hour },
            rung: { rung: 0, whom: ['V'], channel: 'console', firedAt: start + hour, silenced: null },
          },
        ],
      });
  });

  it('is gone when it does not stall any more, or never stalled', async () => {
    const accepted = fact(late, { type: 'baton.handoff.accepted.v1', caseId: 'a', leg: 'sign', by: 'V' }, 'V');
    await ledgerOf(0, [...rules, ...waiting('a'), opened('b', late), accepted], late);
    expect([await alertsOf('a'), await alertsOf('b')]).toEqual([undefined, undefined]);
  });

  it('shows how grave the case is now', async () => {
    const amended = (impact: Impact): Fact => fact(late, { type: 'baton.case.amended.v1', caseId: 'a', impact });
    await ledgerOf(0, [...rules, ...waiting('a'), amended('critical')], late);
    expect(await alertsOf('a')).toMatchObject({ impact: 'critical', episodes: [{ kind: 'unaccepted' }] });
  });

  it('names the silence that kept a rung from being sent', async () => {
    await ledgerOf(0, [...rules, silenceSet('s', start), ...waiting('a')], late);
    expect((await alertsOf('a'))!.episodes[0]!.rung).toMatchObject({ rung: 0, silenced: 's' });
  });
});

const silenceSet = (silence: string, at: number): Fact =>
  fact(at, {
    ...{ type: 'baton.rules.silence-set.v1', silence, matcher: { leg: 'sign' } },
    ...{ reason: 'planned', until: start + 9 * hour },
  });

describe('silences', () => {
  it('are kept once, until they are ended', async () => {
    const set = [silenceSet('one', start), silenceSet('other', start)];
    const ended = fact(late, { type: 'baton.rules.silence-ended.v1', silence: 'one' });
    await ledgerOf(0, [...set, ended], late);
    await ledgerOf(1, set, late);
    const page = await (await readModels.collection<Silence>(silences)).find({ index: 'by-end', limit: 9 });
    expect(page.documents).toEqual([
      { id: 'other', matcher: { leg: 'sign' }, author: 'Q', reason: 'planned', until: start + 9 * hour },
    ]);
  });
});
