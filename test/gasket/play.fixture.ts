import type { Decision, Fact, Option } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { zoneTransitions } from '@baton/service-kit';
import { sampleCalendar, sampleParties, sampleRoute } from '../../services/standalone/src/sample/hospital.ts';
import { at } from './timeline.ts';

export const reference = (): Fact[] => {
  const header = { occurredAt: at('09-21 08:00'), actor: 'sample' };
  const calendar = {
    ...sampleCalendar,
    transitions: zoneTransitions('Asia/Shanghai', at('01-01 00:00'), at('12-31 00:00')),
  };
  return [
    { id: 'reference 1', ...header, type: 'baton.rules.calendar-published.v1', calendar },
    { id: 'reference 2', ...header, type: 'baton.people.roster-changed.v1', parties: sampleParties },
    { id: 'reference 3', ...header, type: 'baton.rules.route-published.v1', route: sampleRoute },
  ];
};

export const play = (
  facts: readonly Fact[],
  recordedAt = (fact: Fact): number => fact.occurredAt,
): { engine: HandoffEngine; decisions: Decision[] } => {
  const engine = new HandoffEngine();
  const decisions: Decision[] = [];
  for (const fact of [...reference(), ...facts]) decisions.push(...engine.apply(fact, recordedAt(fact)));
  decisions.push(...engine.advance(at('10-20 00:00')).decisions);
  return { engine, decisions };
};

export const text = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');

export const stalls = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((decision) => {
    if (decision.type === 'stall-raised')
      return [
        `${decision.kind} ${decision.party ?? ''} raised ${text(decision.dueAt)} known ${text(decision.knownAt)}`,
      ];
    if (decision.type === 'stall-cleared')
      return [`${decision.kind} cleared ${text(decision.dueAt)} ${decision.because}`];
    if (decision.type === 'stall-retracted') return [`${decision.kind} retracted`];
    return [];
  });

export const optionText = ({ handling, class: ruleClass, to, mayGrant, projectedFinish }: Option): string =>
  `${handling} ${ruleClass} ${to} granted by ${mayGrant.join()} ${text(projectedFinish!)}`;

export const holders = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((decision) =>
    decision.type === 'accountability-moved' ? [`${text(decision.dueAt)} ${decision.to}`] : [],
  );
