import type { Fact, Finding, Reason, ReasonOf, ReferenceFact, StallKind } from '@baton/contracts';
import { explain } from '@baton/handoff-engine';
import { completed, offered, opened, at, Play, rules, fact, relay, routePublished } from '../engine/relay.fixture.ts';

export const reference = (when: string, body: object): ReferenceFact =>
  fact(when, { actor: 'hr', ...body } as never) as ReferenceFact;
export const act = (when: string, body: object): Fact => fact(when, { caseId: 'one', actor: 'boss', ...body } as never);

/** The relay, with another leg for signing. */
export const route = (change: object): Fact =>
  routePublished('09-21 00:00', {
    ...relay,
    legs: relay.legs.map((leg) => (leg.id === 'sign' ? { ...leg, ...change } : leg)),
  });

/** The case on offer to bob for signing since 09:00, after these facts, as at an instant. */
export const explainedAt = (when: string, facts: readonly Fact[], kind: StallKind): Finding => {
  const play = new Play([...rules(), ...facts.filter(({ type }) => type.startsWith('baton.rules.'))]);
  play.all(
    opened('09-21 08:00', 'desk'),
    completed('09-21 08:30', 'ann', { leg: 'ask' }),
    offered('09-21 09:00', 'ann'),
  );
  play.all(...facts.filter(({ type }) => !type.startsWith('baton.rules.')));
  play.until(when);
  return explain(play.engine.look(play.case, at(when)), play.case, { kind, leg: 'sign' }).findings[0]!;
};

export const reasonIn = <Type extends Reason['type']>(finding: Finding, type: Type): ReasonOf<Type> | undefined =>
  finding.reasons.find((reason): reason is ReasonOf<Type> => reason.type === type);
