import { expect, it } from '@jest/globals';
import type { Fact, PartyView } from '@baton/contracts';
import { foldCase } from '../case-history/case-as-of.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { allOf, calendar, fact, hour, newStore, offered, opened, roster } from '../ledger/ledger.fixture.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import type { People } from '../parties/people.ts';
import { caseViewOf } from './case-view.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const party = (id: string): PartyView => ({ id, name: id }) as PartyView;
const people = { view: party, zone: () => 'UTC' } as unknown as People;

/** Two signatures that run beside each other. */
const fork: Fact = fact(start, {
  type: 'baton.rules.route-published.v1',
  route: {
    ...{ id: 'r', version: 1, title: 'r', owner: 'A', handlings: [], ladder: [] },
    legs: ['sign', 'pay'].map((id) => ({ id, title: id, party: 'V', needs: [], after: [], typical: hour })),
  },
});

const accepted = (leg: string, by: string): Fact =>
  fact(start, { type: 'baton.handoff.accepted.v1', caseId: 'a', leg }, by);
const offeredPay = fact(start, { type: 'baton.handoff.offered.v1', caseId: 'a', leg: 'pay', to: 'V' });

const rowsOf = async (facts: readonly Fact[]): Promise<readonly LedgerRow[]> => {
  const store = newStore();
  await new LedgerWriter(0, store).append({ facts, now: start, position: {} });
  return (await allOf(store)).map((append, revision) => ({ shard: 0, revision, append }));
};

it('says for each open baton who answers for it', async () => {
  const rules = [calendar(start, '00:00', '24:00'), roster(start), fork];
  const facts = [
    ...rules,
    opened('a', start, { needBy: start + 5 * hour }),
    offered('a', start),
    accepted('sign', 'V'),
  ];
  const known = foldCase(await rowsOf([...facts, offeredPay]), 'a', { at: start, by: 'recorded' })!;
  const { batons } = caseViewOf(known, { people, language: 'en', stalls: [] });
  expect(batons).toEqual([
    { leg: 'sign', party: party('V'), slack: 4 * hour },
    { leg: 'pay', party: party('Q'), slack: 4 * hour },
  ]);
});
