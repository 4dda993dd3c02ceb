import type { Call } from './caller.ts';

export const eventSource = '/equipment';

/** One thing that somebody does about a case. */
export interface Step {
  readonly name: string;
  readonly writes: 'requests' | 'approvals' | 'events';
  readonly actor: string;
  /** Of the command; `{id}` stands for the case's. */
  readonly path?: string;
  readonly type?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Last revision of the service's stream once it is done. */
  readonly revision?: number;
}

const event = (name: string, what: 'accepted' | 'completed' | 'offered', data: Step['data']): Step => ({
  name,
  writes: 'events',
  actor: 'E',
  type: `baton.handoff.${what}.v1`,
  data,
});

/** What becomes of a purchase until its first signature: every kind of command, in the order that the rules demand. */
export const steps: readonly Step[] = [
  {
    name: 'raise',
    writes: 'requests',
    actor: 'Q',
    path: '/v1/requests',
    data: { title: 'Gasket', kind: 'purchase', symptom: 'steam escapes' },
    revision: 0,
  },
  event('e-accepts', 'accepted', { leg: 'diagnose' }),
  event('e-completes', 'completed', { leg: 'diagnose' }),
  event('e-offers', 'offered', { leg: 'request', to: 'Q' }),
  { name: 'take-up', writes: 'requests', actor: 'Q', path: '/v1/requests/{id}/take-up', data: {}, revision: 1 },
  {
    name: 'submit',
    writes: 'requests',
    actor: 'Q',
    path: '/v1/requests/{id}/submit',
    data: { amount: 480, items: ['part number'] },
    revision: 2,
  },
  {
    name: 'h-takes-up',
    writes: 'approvals',
    actor: 'H',
    path: '/v1/approvals/{id}/take-up',
    data: { leg: 'department-signs' },
    revision: 2,
  },
  {
    name: 'h-signs',
    writes: 'approvals',
    actor: 'H',
    path: '/v1/approvals/{id}/sign',
    data: { leg: 'department-signs' },
    revision: 4,
  },
];

/** The approval's stream before anybody acts on it: opened, and its first signature asked for. */
export const openedRevision = 1;

export interface Purchase {
  readonly key: string;
  /** Known from the answer to the first step on. */
  id: string | undefined;
  /** Steps that were answered. */
  done: number;
  /** When the next step was sent, of which nobody knows what became. */
  unansweredSince: number | undefined;
}

export const keyOf = (purchase: Purchase, step: Step): string => `${purchase.key}-${step.name}`;

/** Byte for byte the same however often it is sent. */
export const callOf = (purchase: Purchase, step: Step): Call => {
  const key = keyOf(purchase, step);
  if (step.path !== undefined)
    return {
      method: 'POST',
      path: step.path.replace('{id}', purchase.id ?? ''),
      headers: { 'content-type': 'application/json', 'baton-actor': step.actor, 'idempotency-key': `"${key}"` },
      body: JSON.stringify(step.data),
    };
  const body = {
    specversion: '1.0',
    id: key,
    source: eventSource,
    type: step.type,
    actor: step.actor,
    partitionkey: purchase.id,
    data: step.data,
  };
  const headers = { 'content-type': 'application/cloudevents+json' };
  return { method: 'POST', path: '/v1/events', headers, body: JSON.stringify(body) };
};
