import type { ApprovalEvent } from '@baton/contracts';
import { type Decider, type Outcome, emit, refuse } from '@baton/decider';
import { type Signature, firstAhead, isDeputyOn, isTakenFrom, signaturesOf, withSignature } from './signature.ts';
import { chainFor, itemsOfSignature } from './signing-rules.ts';

interface AboutSignature {
  readonly leg: string;
  readonly by: string;
}

export const approvalStream = (caseId: string): string => `approval-${caseId}`;

export type ApprovalCommand =
  | { readonly kind: 'open'; readonly title: string; readonly requestKind: string; readonly amount: number }
  | ({ readonly kind: 'take-up' } & AboutSignature)
  | ({ readonly kind: 'sign' } & AboutSignature)
  | ({ readonly kind: 'return'; readonly reason: string; readonly missing: readonly string[] } & AboutSignature)
  | ({ readonly kind: 'reject'; readonly reason: string } & AboutSignature)
  | ({ readonly kind: 'reassign'; readonly to: string; readonly reason: string } & AboutSignature)
  /** A deputy is put on by special handling: whoever granted it had the say, so nobody else is asked. */
  | {
      readonly kind: 'put-on-deputy';
      readonly leg: string;
      readonly to: string;
      readonly reason: string;
      readonly handling: string;
    }
  | { readonly kind: 'withdraw'; readonly reason: string };

export type ApprovalRefusal =
  | 'not-opened'
  | 'already-decided'
  | 'no-signing-rule'
  | 'unknown-leg'
  | 'not-requested'
  | 'not-a-signatory'
  | 'already-taken'
  | 'already-signed'
  | 'only-signatory-reassigns'
  | 'deputy-is-signatory';

export interface ApprovalState {
  readonly status: 'none' | 'open' | 'returned' | 'granted' | 'rejected' | 'withdrawn';
  /** 1 for the first submission; each submission after a return or a rejection is one more. */
  readonly round: number;
  readonly title: string;
  readonly kind: string;
  readonly amount: number;
  readonly signatures: readonly Signature[];
  /** Who ended the round, and why. */
  readonly ended?: {
    readonly leg: string;
    readonly by: string;
    readonly reason: string;
    readonly missing?: readonly string[];
  };
}

type Decided = Outcome<ApprovalEvent, ApprovalRefusal>;
type SignatureCommand = Exclude<ApprovalCommand, { readonly kind: 'open' | 'withdraw' }>;

const decide = (command: ApprovalCommand, state: ApprovalState): Decided => {
  if (command.kind === 'open') return open(command, state);
  if (command.kind === 'withdraw') return withdraw(command.reason, state);
  return aboutSignature(command, state);
};

const open = (command: ApprovalCommand & { readonly kind: 'open' }, state: ApprovalState): Decided => {
  if (state.status === 'open') return emit();
  if (state.status === 'granted' || state.status === 'withdrawn')
    return refuse('already-decided', `The approval is ${state.status}.`);
  const { title, requestKind: kind, amount } = command;
  const chain = chainFor(kind, amount);
  const first = chain?.[0];
  if (chain === undefined || first === undefined)
    return refuse('no-signing-rule', `No rule says who signs for the kind "${kind}".`);
  return emit(
    { type: 'baton.approval.opened.v1', data: { title, kind, amount, round: state.round + 1, chain } },
    { type: 'baton.approval.signature-requested.v1', data: { ...first, items: itemsOfSignature } },
  );
};

/** A cancelled request takes back what was granted too, so that nothing more comes of it. */
const withdraw = (reason: string, state: ApprovalState): Decided =>
  state.status === 'none' || state.status === 'rejected' || state.status === 'withdrawn'
    ? emit()
    : emit({ type: 'baton.approval.withdrawn.v1', data: { reason } });

const aboutSignature = (command: SignatureCommand, state: ApprovalState): Decided => {
  if (state.status === 'none') return refuse('not-opened', 'No approval has been opened for this case.');
  const signature = state.signatures.find(({ leg }) => leg === command.leg);
  if (signature === undefined) return refuse('unknown-leg', `This approval has no signature "${command.leg}".`);
  if (tookEffect(command, signature, state)) return emit();
  if (signature.state === 'signed')
    return refuse('already-signed', `${signature.takenUpBy} has signed "${signature.leg}".`);
  if (state.status !== 'open') return refuse('already-decided', `The approval is ${state.status}.`);
  if (signature.state === 'ahead') return refuse('not-requested', `"${signature.leg}" has not been asked for yet.`);
  if (command.kind === 'reassign' || command.kind === 'put-on-deputy') return reassign(command, signature);
  if (command.by !== signature.signatory && !signature.deputies.includes(command.by))
    return refuse(
      'not-a-signatory',
      `${command.by} is not asked to sign "${signature.leg}"; ${signature.signatory} is.`,
    );
  if (isTakenFrom(command.by, signature))
    return refuse('already-taken', `${signature.takenUpBy} has taken up "${signature.leg}".`);
  return act(command, signature, state);
};

const tookEffect = (command: SignatureCommand, signature: Signature, state: ApprovalState): boolean => {
  switch (command.kind) {
    case 'take-up':
      return signature.takenUpBy === command.by;
    case 'sign':
      return signature.state === 'signed' && signature.takenUpBy === command.by;
    case 'return':
      return state.status === 'returned' && state.ended?.leg === command.leg && state.ended.by === command.by;
    case 'reject':
      return state.status === 'rejected' && state.ended?.leg === command.leg && state.ended.by === command.by;
    case 'reassign':
    case 'put-on-deputy':
      return isDeputyOn(command.to, signature);
  }
};

type SignatoryCommand = Exclude<SignatureCommand, { readonly kind: 'reassign' | 'put-on-deputy' }>;

const act = (command: SignatoryCommand, signature: Signature, state: ApprovalState): Decided => {
  const { leg, by } = command;
  const takenUp: ApprovalEvent = { type: 'baton.approval.taken-up.v1', data: { leg, by } };
  switch (command.kind) {
    case 'take-up':
      return emit(takenUp);
    case 'sign':
      return emit(
        ...(signature.takenUpBy === by ? [] : [takenUp]),
        { type: 'baton.approval.signed.v1', data: { leg, by } },
        next(state),
      );
    case 'return':
      return emit({
        type: 'baton.approval.returned.v1',
        data: { leg, by, reason: command.reason, missing: command.missing },
      });
    case 'reject':
      return emit({ type: 'baton.approval.rejected.v1', data: { leg, by, reason: command.reason } });
  }
};

const next = (state: ApprovalState): ApprovalEvent => {
  const ahead = firstAhead(state.signatures);
  if (ahead === undefined)
    return { type: 'baton.approval.granted.v1', data: { title: state.title, kind: state.kind, amount: state.amount } };
  const { leg, signatory } = ahead;
  return { type: 'baton.approval.signature-requested.v1', data: { leg, signatory, items: itemsOfSignature } };
};

const reassign = (
  command: ApprovalCommand & { readonly kind: 'reassign' | 'put-on-deputy' },
  signature: Signature,
): Decided => {
  const { leg, to, reason } = command;
  if (command.kind === 'reassign' && command.by !== signature.signatory)
    return refuse(
      'only-signatory-reassigns',
      `Only ${signature.signatory} may put a deputy on "${leg}"; others ask for special handling.`,
    );
  if (to === signature.signatory)
    return refuse('deputy-is-signatory', `${to} is the signatory of "${leg}"; name somebody else.`);
  const handling = command.kind === 'put-on-deputy' ? { handling: command.handling } : {};
  return emit({ type: 'baton.approval.reassigned.v1', data: { leg, to, reason, ...handling } });
};

const evolve = (state: ApprovalState, event: ApprovalEvent): ApprovalState => {
  switch (event.type) {
    case 'baton.approval.opened.v1': {
      const { title, kind, amount, round, chain } = event.data;
      return { status: 'open', round, title, kind, amount, signatures: signaturesOf(chain) };
    }
    case 'baton.approval.signature-requested.v1':
    case 'baton.approval.taken-up.v1':
    case 'baton.approval.signed.v1':
    case 'baton.approval.reassigned.v1':
      return { ...state, signatures: withSignature(state.signatures, event) };
    case 'baton.approval.granted.v1':
      return { ...state, status: 'granted' };
    case 'baton.approval.returned.v1':
      return { ...state, status: 'returned', ended: event.data };
    case 'baton.approval.rejected.v1':
      return { ...state, status: 'rejected', ended: event.data };
    case 'baton.approval.withdrawn.v1':
      return { ...state, status: 'withdrawn' };
  }
};

export const approvalDecider: Decider<ApprovalCommand, ApprovalEvent, ApprovalState, ApprovalRefusal> = {
  initial: { status: 'none', round: 0, title: '', kind: '', amount: 0, signatures: [] },
  decide,
  evolve,
};
