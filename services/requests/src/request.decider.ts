import type { Actor, RequestEvent } from '@baton/contracts';
import { type Decider, emit, type Outcome, refuse } from '@baton/decider';

export const requestStream = (id: string): string => `request-${id}`;

type DataOf<T extends RequestEvent['type']> = Extract<RequestEvent, { readonly type: T }>['data'];
type Raised = DataOf<'baton.request.raised.v1'>;

type RaiseRequest = { readonly kind: 'raise'; readonly requestKind: string } & Omit<Raised, 'kind'>;
type AmendRequest = { readonly kind: 'amend' } & DataOf<'baton.request.amended.v1'>;

interface SubmitRequest {
  readonly kind: 'submit';
  readonly actor: Actor;
  readonly amount: number;
  /** As raised when absent. */
  readonly requestKind?: string;
  readonly items?: readonly string[];
}

export type RequestCommand =
  | RaiseRequest
  | AmendRequest
  | SubmitRequest
  | { readonly kind: 'take-up'; readonly actor: Actor }
  | { readonly kind: 'reopen'; readonly by: string; readonly reason: string; readonly missing: readonly string[] }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'confirm'; readonly actor: Actor }
  | { readonly kind: 'give-feedback'; readonly score: number; readonly text?: string };

export type RequestRefusal =
  | 'no-such-request'
  | 'already-raised'
  | 'not-the-customer'
  | 'amount-not-positive'
  | 'already-submitted'
  | 'not-submitted'
  | 'closed'
  | 'not-confirmed'
  | 'score-out-of-range';

export interface RequestRecord extends Raised {
  readonly status: 'raised' | 'returned' | 'submitted' | 'cancelled' | 'confirmed';
  readonly text?: string;
  readonly items: readonly string[];
  readonly takenUpBy?: string;
  readonly amount?: number;
  readonly missing?: readonly string[];
  readonly feedback?: DataOf<'baton.request.feedback-given.v1'>;
}

export type RequestState = { readonly status: 'absent' } | RequestRecord;

type Decided = Outcome<RequestEvent, RequestRefusal>;

const decide = (command: RequestCommand, state: RequestState): Decided => {
  if (command.kind === 'raise') return raise(command, state);
  if (state.status === 'absent') return refuse('no-such-request', 'There is no such request.');
  switch (command.kind) {
    case 'amend':
      return amend(command, state);
    case 'take-up':
      return takeUp(command.actor, state);
    case 'submit':
      return submit(command, state);
    case 'reopen':
      return state.status === 'submitted'
        ? emit({
            type: 'baton.request.reopened-for-completion.v1',
            data: { by: command.by, reason: command.reason, missing: command.missing },
          })
        : refuse('not-submitted', `The request is ${state.status}.`);
    case 'cancel':
      if (state.status === 'cancelled') return emit();
      if (state.status === 'confirmed')
        return refuse('closed', 'The fulfilment has been confirmed; it is too late to cancel.');
      return emit({ type: 'baton.request.cancelled.v1', data: { reason: command.reason } });
    case 'confirm':
      return confirm(command.actor, state);
    case 'give-feedback':
      return giveFeedback(command, state);
  }
};

const raise = (command: RaiseRequest, state: RequestState): Decided => {
  if (state.status !== 'absent') return refuse('already-raised', 'A request with this id has been raised before.');
  const { title, requestKind, impact, customer, symptom, needBy } = command;
  return emit({
    type: 'baton.request.raised.v1',
    data: {
      title,
      kind: requestKind,
      impact,
      customer,
      ...(symptom !== undefined && { symptom }),
      ...(needBy !== undefined && { needBy }),
    },
  });
};

const isClosed = (state: RequestRecord): boolean => state.status === 'cancelled' || state.status === 'confirmed';

const amend = (command: AmendRequest, state: RequestRecord): Decided => {
  if (isClosed(state)) return refuse('closed', `The request is ${state.status}.`);
  const { title, needBy, impact, text } = command;
  const items = command.items?.filter((item) => !state.items.includes(item)) ?? [];
  const data = {
    ...(title !== undefined && title !== state.title && { title }),
    ...(needBy !== undefined && needBy !== state.needBy && { needBy }),
    ...(impact !== undefined && impact !== state.impact && { impact }),
    ...(text !== undefined && text !== state.text && { text }),
    ...(items.length > 0 && { items }),
  };
  return Object.keys(data).length === 0 ? emit() : emit({ type: 'baton.request.amended.v1', data });
};

const isCustomer = (actor: Actor, { customer }: RequestRecord): boolean =>
  actor.id === customer || actor.onBehalfOf === customer;

const notTheCustomer = (actor: Actor, { customer }: RequestRecord): Decided =>
  refuse('not-the-customer', `Only ${customer}, who asked, can do this; ${actor.id} is somebody else.`);

const takeUp = (actor: Actor, state: RequestRecord): Decided => {
  if (!isCustomer(actor, state)) return notTheCustomer(actor, state);
  if (isClosed(state)) return refuse('closed', `The request is ${state.status}.`);
  if (state.status === 'submitted')
    return refuse('already-submitted', 'The request has been submitted; there is nothing to take up.');
  return state.takenUpBy === actor.id ? emit() : emit({ type: 'baton.request.taken-up.v1', data: { by: actor.id } });
};

const submit = (command: SubmitRequest, state: RequestRecord): Decided => {
  if (!isCustomer(command.actor, state)) return notTheCustomer(command.actor, state);
  if (isClosed(state)) return refuse('closed', `The request is ${state.status}.`);
  if (state.status === 'submitted') return refuse('already-submitted', 'The request has been submitted.');
  if (!(command.amount > 0))
    return refuse('amount-not-positive', `The amount must be above zero, not ${command.amount}.`);
  const items = [...new Set([...state.items, ...(command.items ?? [])])];
  return emit({
    type: 'baton.request.submitted.v1',
    data: { title: state.title, kind: command.requestKind ?? state.kind, amount: command.amount, items },
  });
};

const confirm = (actor: Actor, state: RequestRecord): Decided => {
  if (!isCustomer(actor, state)) return notTheCustomer(actor, state);
  if (state.status === 'confirmed') return emit();
  if (state.status === 'cancelled') return refuse('closed', 'The request is cancelled.');
  if (state.status !== 'submitted')
    return refuse('not-submitted', 'The request has not been submitted, so nothing can have been fulfilled.');
  return emit({ type: 'baton.request.fulfilment-confirmed.v1', data: { by: actor.id } });
};

const giveFeedback = (
  { score, text }: { readonly score: number; readonly text?: string },
  state: RequestRecord,
): Decided => {
  if (state.status !== 'confirmed')
    return refuse('not-confirmed', 'Feedback is for what has been fulfilled and confirmed.');
  if (!Number.isInteger(score) || score < 1 || score > 5)
    return refuse('score-out-of-range', `The score is a whole number from 1 to 5, not ${score}.`);
  if (state.feedback?.score === score && state.feedback.text === text) return emit();
  return emit({ type: 'baton.request.feedback-given.v1', data: { score, ...(text !== undefined && { text }) } });
};

const evolve = (state: RequestState, event: RequestEvent): RequestState => {
  if (event.type === 'baton.request.raised.v1') return { status: 'raised', items: [], ...event.data };
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'baton.request.amended.v1':
      return { ...state, ...event.data, items: [...state.items, ...(event.data.items ?? [])] };
    case 'baton.request.taken-up.v1':
      return { ...state, takenUpBy: event.data.by };
    case 'baton.request.submitted.v1':
      return { ...state, ...event.data, status: 'submitted', missing: [] };
    case 'baton.request.reopened-for-completion.v1':
      return { ...withoutTakeUp(state), status: 'returned', missing: event.data.missing };
    case 'baton.request.cancelled.v1':
      return { ...state, status: 'cancelled' };
    case 'baton.request.fulfilment-confirmed.v1':
      return { ...state, status: 'confirmed' };
    case 'baton.request.feedback-given.v1':
      return { ...state, feedback: event.data };
  }
};

/** Who had it before it came back has to take it up again. */
const withoutTakeUp = (state: RequestRecord): RequestRecord => {
  const { takenUpBy: _, ...rest } = state;
  return rest;
};

export const requestDecider: Decider<RequestCommand, RequestEvent, RequestState, RequestRefusal> = {
  initial: { status: 'absent' },
  decide,
  evolve,
};
