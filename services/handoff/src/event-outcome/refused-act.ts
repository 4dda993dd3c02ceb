import { ProblemException } from '@baton/service-kit';
import type { ActOutcome, ActRefusal } from './act-publisher.ts';

const titles: Readonly<Record<ActRefusal, string>> = {
  'lacks-authority': 'The actor may not do this',
  'law-is-never-bent': 'Law is never bent',
  'unknown-handling': 'There is no such special handling on this leg',
  'not-on-offer': 'The leg is not on offer',
  'already-taken': 'The leg is already taken',
  'case-closed': 'The case is closed',
  'no-open-stall': 'Nothing that is meant is open',
  'unknown-route': 'There is no such route',
  'until-is-past': 'The end lies in the past',
  'unknown-silence': 'There is no such silence',
  'idempotency-key-reused': 'This Idempotency-Key belongs to another command',
};

const statuses: Readonly<Partial<Record<ActRefusal, number>>> = { 'unknown-silence': 404 };

/** The refusal of an act as a problem, mostly 422; nothing to throw when it was folded or stored. */
export const throwIfRefused = (outcome: ActOutcome): void => {
  if (outcome.kind !== 'refused') return;
  const { refusal, detail } = outcome;
  throw new ProblemException({ status: statuses[refusal] ?? 422, kind: refusal, title: titles[refusal], detail });
};
