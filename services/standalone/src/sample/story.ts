import type { FactType } from '@baton/contracts';

/**
 * What somebody does: a command to one of the services, or an event that another system publishes. `{case}` stands for
 * the case's id. `at` is hospital time, `MM-DD HH:MM` of 2026.
 */
export interface Act {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly command?: { readonly path: string; readonly body: Readonly<Record<string, unknown>> };
  readonly event?: {
    readonly source: string;
    readonly type: FactType;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

const command = (
  at: string,
  actor: string,
  what: { id: string; path: string; body?: Readonly<Record<string, unknown>> },
): Act => ({
  id: what.id,
  at,
  actor,
  command: { path: what.path, body: what.body ?? {} },
});

const handoff = (
  at: string,
  actor: string,
  what: {
    id: string;
    type: 'accepted' | 'completed' | 'offered' | 'referred';
    data: Readonly<Record<string, unknown>>;
  },
): Act => ({
  id: what.id,
  at,
  actor,
  event: { source: '/sample/equipment', type: `baton.handoff.${what.type}.v1`, data: what.data },
});

const absence = (at: string, party: string, span: { id: string; from: string; until: string; cause: string }): Act => ({
  id: span.id,
  at,
  actor: 'hr',
  event: {
    source: '/sample/hr',
    type: 'baton.people.absence-declared.v1',
    data: {
      absence: span.id,
      party,
      from: `2026-${span.from}:00+08:00`,
      until: `2026-${span.until}:00+08:00`,
      cause: span.cause,
    },
  },
});

/** The last one is the alert: here the operator chooses. */
export const untilTheAlert: readonly Act[] = [
  command('09-21 09:10', 'Q', {
    id: 'raise',
    path: '/v1/requests',
    body: {
      title: 'Sterilizer 2',
      kind: 'purchase',
      impact: 'critical',
      symptom: 'the door does not seal, steam escapes',
      needBy: '2026-09-30T17:00:00+08:00',
    },
  }),
  handoff('09-21 09:40', 'E', { id: 'e-accepts', type: 'accepted', data: { leg: 'diagnose' } }),
  handoff('09-21 15:00', 'E', { id: 'e-diagnosed', type: 'completed', data: { leg: 'diagnose' } }),
  handoff('09-21 15:00', 'E', { id: 'e-asks-q', type: 'offered', data: { leg: 'request', to: 'Q' } }),
  command('09-21 16:00', 'Q', { id: 'q-takes-up', path: '/v1/requests/{case}/take-up' }),
  command('09-22 10:00', 'Q', {
    id: 'q-supplies',
    path: '/v1/requests/{case}/amend',
    body: { items: ['part number', 'supplier'] },
  }),
  command('09-22 10:00', 'Q', {
    id: 'q-submits',
    path: '/v1/requests/{case}/submit',
    body: { kind: 'purchase', amount: 480 },
  }),
  command('09-22 14:00', 'H', {
    id: 'h-takes-up',
    path: '/v1/approvals/{case}/take-up',
    body: { leg: 'department-signs' },
  }),
  command('09-22 14:05', 'H', { id: 'h-signs', path: '/v1/approvals/{case}/sign', body: { leg: 'department-signs' } }),
  absence('09-22 15:00', 'V', { id: 'v-away', from: '09-23T00:00', until: '10-09T00:00', cause: 'leave' }),
];

const fitted = (at: { received: string; fitted: string; confirmed: string }): readonly Act[] => [
  command(at.received, 'P1', { id: 'received', path: '/v1/orders/{case}/receive' }),
  command(at.received, 'P1', { id: 'handed-over', path: '/v1/orders/{case}/hand-over', body: { to: 'E' } }),
  handoff(at.received, 'E', { id: 'e-takes-part', type: 'accepted', data: { leg: 'fit' } }),
  handoff(at.fitted, 'E', { id: 'e-fitted', type: 'completed', data: { leg: 'fit' } }),
  handoff(at.fitted, 'E', { id: 'e-asks-to-confirm', type: 'offered', data: { leg: 'confirm', to: 'Q' } }),
  command(at.confirmed, 'Q', { id: 'q-confirms', path: '/v1/requests/{case}/confirm' }),
];

const paid = (at: string, payer: string): readonly Act[] => [
  command(at, payer, { id: 'first-release', path: '/v1/payments/{case}/release' }),
  command(at, 'M', { id: 'second-release', path: '/v1/payments/{case}/release' }),
  command(at, payer, { id: 'settles', path: '/v1/payments/{case}/settle' }),
  command(at, 'S', { id: 's-confirms', path: '/v1/orders/{case}/confirm' }),
];

/** Nobody bends anything. */
export const asItHappened: readonly Act[] = [
  handoff('09-28 16:00', 'A', { id: 'a-refers', type: 'referred', data: { by: 'A', to: 'P' } }),
  handoff('09-29 10:00', 'P', { id: 'p-refers', type: 'referred', data: { by: 'P', to: 'O' } }),
  handoff('09-29 10:00', 'O', { id: 'o-refers', type: 'referred', data: { by: 'O', to: 'A' } }),
  command('09-29 14:20', 'V', {
    id: 'v-signs',
    path: '/v1/approvals/{case}/sign',
    body: { leg: 'vice-president-signs' },
  }),
  command('09-29 14:20', 'P1', { id: 'sources', path: '/v1/orders/{case}/source', body: { supplier: 'S' } }),
  command('09-29 14:20', 'P1', {
    id: 'places',
    path: '/v1/orders/{case}/place',
    body: { amount: 480, terms: 'prepaid' },
  }),
  absence('09-29 14:30', 'C', { id: 'c-off', from: '09-29T14:30', until: '09-29T17:30', cause: 'off duty' }),
  command('09-30 08:40', 'C', { id: 'prepares', path: '/v1/payments/{case}/prepare' }),
  ...paid('09-30 08:40', 'C'),
  ...fitted({ received: '10-09 10:00', fitted: '10-09 15:00', confirmed: '10-09 15:30' }),
];

/** As the table has it, for a grant at this instant; for another one everything moves by the working time between. */
export const tabledGrant = '09-22 15:20';

/** The deputy signs; from here on everything goes as it should. */
export const withBaton: readonly Act[] = [
  command('09-22 15:30', 'V2', {
    id: 'v2-takes-up',
    path: '/v1/approvals/{case}/take-up',
    body: { leg: 'vice-president-signs' },
  }),
  command('09-22 15:40', 'V2', {
    id: 'v2-signs',
    path: '/v1/approvals/{case}/sign',
    body: { leg: 'vice-president-signs' },
  }),
  command('09-23 08:30', 'P1', { id: 'sources', path: '/v1/orders/{case}/source', body: { supplier: 'S' } }),
  command('09-23 09:00', 'P1', {
    id: 'places',
    path: '/v1/orders/{case}/place',
    body: { amount: 480, terms: 'prepaid', awaitsInvoice: true },
  }),
  command('09-23 09:10', 'P1', {
    id: 'invoiced',
    path: '/v1/orders/{case}/invoice',
    body: { invoice: 'S-2026-0917', amount: 480 },
  }),
  absence('09-23 09:20', 'C', { id: 'c-training', from: '09-23T09:30', until: '09-28T17:30', cause: 'training' }),
  command('09-23 09:40', 'M', {
    id: 'm-grants',
    path: '/v1/cases/{case}/special-handlings',
    body: { leg: 'prepay', handling: 'alternate-payer', reason: 'the duty cashier is at a training until the holiday' },
  }),
  command('09-23 09:45', 'C2', { id: 'prepares', path: '/v1/payments/{case}/prepare' }),
  ...paid('09-23 10:30', 'C2'),
  ...fitted({ received: '09-28 10:00', fitted: '09-28 15:00', confirmed: '09-28 15:30' }),
];
