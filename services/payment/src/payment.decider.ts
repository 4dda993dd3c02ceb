import type { PaymentEvent, PaymentLeg } from '@baton/contracts';
import { type Decider, type Outcome, emit, refuse } from '@baton/decider';
import { financeManager, financePeople } from './cashiers.ts';

type Data<Type extends PaymentEvent['type']> = Extract<PaymentEvent, { readonly type: Type }>['data'];

export const paymentStream = (caseId: string): string => `payment-${caseId}`;

export type PaymentCommand =
  | ({ readonly kind: 'open' } & Data<'baton.payment.opened.v1'>)
  | { readonly kind: 'prepare'; readonly by: string }
  | { readonly kind: 'release'; readonly by: string }
  | { readonly kind: 'settle'; readonly by: string }
  | { readonly kind: 'fail'; readonly reason: string }
  | { readonly kind: 'reassign'; readonly by: string; readonly to: string; readonly reason: string }
  /** An alternate payer is put on by special handling: whoever granted it had the say. */
  | { readonly kind: 'put-on-payer'; readonly to: string; readonly reason: string; readonly handling: string }
  | { readonly kind: 'withdraw'; readonly reason: string };

export type PaymentRefusal =
  | 'not-opened'
  | 'withdrawn'
  | 'not-a-payer'
  | 'already-prepared'
  | 'not-prepared'
  | 'not-a-releaser'
  | 'two-people-required'
  | 'already-released'
  | 'not-released'
  | 'already-settled'
  | 'already-failed'
  | 'only-manager-reassigns';

export interface PaymentState {
  readonly opened?: Data<'baton.payment.opened.v1'>;
  /** Put on beside the duty cashier. */
  readonly alternates: readonly string[];
  readonly preparedBy?: string;
  /** Alternates put on after somebody had prepared it: they may prepare it anew. */
  readonly mayTakeOver: readonly string[];
  /** Who released what is prepared now, in order. */
  readonly releasedBy: readonly string[];
  readonly settled?: Data<'baton.payment.settled.v1'>;
  /** Of the last attempt, until it is prepared again. */
  readonly failed?: Data<'baton.payment.failed.v1'>;
  readonly withdrawn?: Data<'baton.payment.withdrawn.v1'>;
}

type Decided = Outcome<PaymentEvent, PaymentRefusal>;
type Command<Kind extends PaymentCommand['kind']> = Extract<PaymentCommand, { readonly kind: Kind }>;
type Opened = PaymentState & { readonly opened: Data<'baton.payment.opened.v1'> };

const decide = (command: PaymentCommand, state: PaymentState): Decided => {
  if (command.kind === 'open') return open(command, state);
  if (command.kind === 'withdraw') return withdraw(command, state);
  if (!isOpened(state)) return refuse('not-opened', 'No payment has been opened for this case.');
  if (state.withdrawn !== undefined) return refuse('withdrawn', `The payment was withdrawn: ${state.withdrawn.reason}`);
  switch (command.kind) {
    case 'prepare':
      return prepare(command, state);
    case 'release':
      return release(command, state);
    case 'settle':
      return settle(command, state);
    case 'fail':
      return fail(command, state);
    case 'reassign':
    case 'put-on-payer':
      return reassign(command, state);
  }
};

const isOpened = (state: PaymentState): state is Opened => state.opened !== undefined;

const open = ({ reason, supplier, amount, cashier, invoice }: Command<'open'>, state: PaymentState): Decided => {
  if (isOpened(state)) return emit();
  const numbered = invoice === undefined ? {} : { invoice };
  return emit({ type: 'baton.payment.opened.v1', data: { reason, supplier, amount, cashier, ...numbered } });
};

const withdraw = ({ reason }: Command<'withdraw'>, state: PaymentState): Decided =>
  state.opened === undefined || state.withdrawn !== undefined || state.settled !== undefined
    ? emit()
    : emit({ type: 'baton.payment.withdrawn.v1', data: { reason } });

const settledAlready = (state: PaymentState): Decided =>
  refuse('already-settled', `${state.settled?.by} has settled the payment.`);

const prepare = ({ by }: Command<'prepare'>, state: Opened): Decided => {
  const { cashier } = state.opened;
  if (state.preparedBy === by) return emit();
  if (by !== cashier && !state.alternates.includes(by))
    return refuse('not-a-payer', `Only the duty cashier ${cashier} pays, and whoever is put on; ${by} is neither.`);
  if (state.preparedBy !== undefined && !state.mayTakeOver.includes(by))
    return refuse('already-prepared', `${state.preparedBy} has prepared the payment.`);
  return emit({
    type: 'baton.payment.prepared.v1',
    data: { by, leg: legOf(state) },
  });
};

const legOf = ({ opened }: Opened): PaymentLeg => (opened.reason === 'prepayment' ? 'prepay' : 'pay');

/** Two different people release a payment. That is law: no handling bends it. */
const release = ({ by }: Command<'release'>, state: Opened): Decided => {
  const { preparedBy, releasedBy } = state;
  const [first, second] = releasedBy;
  if (second !== undefined)
    return releasedBy.includes(by) ? emit() : refuse('already-released', `${first} and ${second} have released it.`);
  if (!financePeople.includes(by))
    return refuse('not-a-releaser', `${by} does not release payments; ${financePeople.join(', ')} do.`);
  if (preparedBy === undefined) return refuse('not-prepared', 'The payment has not been prepared.');
  if (first === by)
    return refuse('two-people-required', `${by} has released it once; somebody else must release it too.`);
  return emit({ type: 'baton.payment.released.v1', data: { by, of: first === undefined ? 1 : 2, leg: legOf(state) } });
};

const settle = ({ by }: Command<'settle'>, state: Opened): Decided => {
  if (state.settled !== undefined) return state.settled.by === by ? emit() : settledAlready(state);
  if (state.releasedBy.length < 2)
    return refuse('not-released', `${state.releasedBy.length} of 2 people have released the payment.`);
  if (!state.releasedBy.includes(by))
    return refuse('not-a-releaser', `${state.releasedBy.join(' and ')} released it; one of them settles it.`);
  const { reason, supplier } = state.opened;
  return emit({ type: 'baton.payment.settled.v1', data: { by, reason, supplier } });
};

const fail = ({ reason }: Command<'fail'>, state: Opened): Decided => {
  if (state.settled !== undefined) return settledAlready(state);
  if (state.failed === undefined) return emit({ type: 'baton.payment.failed.v1', data: { reason, leg: legOf(state) } });
  return state.failed.reason === reason
    ? emit()
    : refuse('already-failed', `The payment has failed: ${state.failed.reason}`);
};

const reassign = (command: Command<'reassign' | 'put-on-payer'>, state: Opened): Decided => {
  const { to, reason } = command;
  if (state.alternates.includes(to) && mayStillPrepare(to, state)) return emit();
  if (state.settled !== undefined) return settledAlready(state);
  if (command.kind === 'reassign' && command.by !== financeManager)
    return refuse('only-manager-reassigns', `Only ${financeManager} puts an alternate payer on.`);
  if (to === state.opened.cashier || !financePeople.includes(to))
    return refuse('not-a-payer', `${to} cannot stand in for the duty cashier ${state.opened.cashier}.`);
  const handling = command.kind === 'put-on-payer' ? { handling: command.handling } : {};
  return emit({ type: 'baton.payment.payer-reassigned.v1', data: { to, reason, ...handling, leg: legOf(state) } });
};

const mayStillPrepare = (by: string, { preparedBy, mayTakeOver, settled }: PaymentState): boolean =>
  preparedBy === undefined || preparedBy === by || mayTakeOver.includes(by) || settled !== undefined;

const evolve = (state: PaymentState, event: PaymentEvent): PaymentState => {
  switch (event.type) {
    case 'baton.payment.opened.v1':
      return { ...state, opened: event.data };
    case 'baton.payment.prepared.v1':
      return { ...state, preparedBy: event.data.by, mayTakeOver: [], releasedBy: [], failed: undefined };
    case 'baton.payment.released.v1':
      return { ...state, releasedBy: [...state.releasedBy, event.data.by] };
    case 'baton.payment.settled.v1':
      return { ...state, settled: event.data };
    case 'baton.payment.failed.v1':
      return { ...state, failed: event.data, preparedBy: undefined, mayTakeOver: [], releasedBy: [] };
    case 'baton.payment.payer-reassigned.v1': {
      const { to } = event.data;
      const alternates = [...state.alternates.filter((alternate) => alternate !== to), to];
      return { ...state, alternates, mayTakeOver: state.preparedBy === undefined ? [] : [...state.mayTakeOver, to] };
    }
    case 'baton.payment.withdrawn.v1':
      return { ...state, withdrawn: event.data };
  }
};

export const paymentDecider: Decider<PaymentCommand, PaymentEvent, PaymentState, PaymentRefusal> = {
  initial: { alternates: [], mayTakeOver: [], releasedBy: [] },
  decide,
  evolve,
};
