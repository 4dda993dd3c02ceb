import { expect, it } from '@jest/globals';
import type { Option, Route, StallRaised } from '@baton/contracts';
import type { People } from '../parties/people.ts';
import { type StallViewContext, stallViewOf } from './stall-view.ts';
import type { StalledBaton } from './stalled-batons.projection.ts';

const now = Date.parse('2026-09-22T07:00:00Z');
const leg = (id: string, after?: readonly string[]) => ({
  ...{ id, title: id, party: 'P', needs: [] },
  ...(after === undefined ? {} : { after }),
});
const route: Route = {
  ...{ id: 'r', version: 1, title: 'R', owner: 'A', handlings: [], ladder: [] },
  legs: [leg('ask'), leg('sign'), leg('fund', ['ask']), leg('order', ['fund', 'sign']), leg('deliver')],
};
const option: Option = {
  ...{ handling: 'soon', kind: 'expedite', class: 'standard', rule: 'S-1', ruleTitle: 'In its turn', mayGrant: ['A'] },
};
const people = {
  name: (id: string) => `<${id}>`,
  view: (id: string) => ({ id, name: `<${id}>` }),
  zone: () => 'UTC',
  workingTime: (_: string, from: number, until: number) => until - from,
} as unknown as People;
const raised: StallRaised = {
  ...{ type: 'stall-raised', id: 'd', episode: 'e', caseId: 'c', kind: 'idle', leg: 'sign', dueAt: now, knownAt: now },
  ...{ group: 'party P', inhibition: 'c sign', title: 'T', impact: 'high', customer: 'Q', accountable: 'A' },
};
const stalled = (stall: StallRaised, more: Partial<StalledBaton> = {}): StalledBaton => ({
  ...{
    id: 'e',
    state: 'open',
    caseId: 'c',
    kind: stall.kind,
    actBy: stall.actBy ?? null,
    raisedAt: now,
    endedAt: null,
  },
  ...{ raised: stall, proposed: { options: [option], neverOffered: [] } },
  ...more,
});
const context: StallViewContext = { people, language: 'en', now, card: undefined, route };
const endangered = (stall: StallRaised): string[] =>
  stallViewOf(stalled(stall), context)
    .relay.filter((one) => one.endangered)
    .map((one) => one.leg);

it('shows in danger what waits for the stalled leg, and nothing beside it', () => {
  expect(endangered(raised)).toEqual(['order', 'deliver']);
  expect(endangered({ ...raised, leg: 'ask' })).toEqual(['sign', 'fund', 'order', 'deliver']);
});

it('takes for a case as a whole the leg that eats the slack', () => {
  const { leg: _, ...ofCase } = raised;
  const forecast: StallRaised = { ...ofCase, kind: 'forecast', eater: { leg: 'fund', party: 'P', costs: 1e8 } };
  const view = stallViewOf(stalled(forecast), context);
  expect([view.leg, view.options[0]!.leg, endangered(forecast)]).toEqual([undefined, 'fund', ['order', 'deliver']]);
  expect([endangered({ ...ofCase, kind: 'missed' }), view.group]).toEqual([[], 'party P']);
});

it('says who has it, for as long as they have', () => {
  const held = { kind: 'acknowledged', by: 'H', until: now + 1 } as const;
  const shown = (more: Partial<StallViewContext>, stall = stalled(raised)) =>
    stallViewOf(stall, { ...context, ...more }).held;
  expect(shown({ held })).toEqual({
    how: 'acknowledged',
    by: { id: 'H', name: '<H>' },
    until: '2026-09-22T07:00:00.001Z',
  });
  expect([shown({}), shown({ held: { ...held, until: now } })]).toEqual([undefined, undefined]);
  expect(shown({ held }, stalled(raised, { state: 'cleared', endedAt: now }))).toBeUndefined();
});
