import type { ApprovalEvent, SignatureStep } from '@baton/contracts';

export interface Signature {
  readonly leg: string;
  readonly signatory: string;
  /** Put on beside the signatory; any of them may take it up. */
  readonly deputies: readonly string[];
  readonly state: 'ahead' | 'requested' | 'taken-up' | 'signed';
  readonly takenUpBy?: string;
  /** Deputies put on after somebody had taken it up: they may take it over. */
  readonly mayTakeOver: readonly string[];
}

export type SignatureEvent = Extract<
  ApprovalEvent,
  { readonly type: `baton.approval.${'signature-requested' | 'taken-up' | 'signed' | 'reassigned'}.v1` }
>;

export const signaturesOf = (chain: readonly SignatureStep[]): readonly Signature[] =>
  chain.map(({ leg, signatory }) => ({ leg, signatory, deputies: [], state: 'ahead', mayTakeOver: [] }));

export const firstAhead = (signatures: readonly Signature[]): Signature | undefined =>
  signatures.find(({ state }) => state === 'ahead');

/** Whose move the signature is: whoever has it, and who may still take it up or over. */
export const partiesOf = ({ signatory, deputies, state, takenUpBy, mayTakeOver }: Signature): readonly string[] => {
  if (state === 'ahead' || state === 'signed') return [];
  return takenUpBy === undefined ? [signatory, ...deputies] : [takenUpBy, ...mayTakeOver];
};

/** Somebody else has it, and `by` is not among those who may take it over. */
export const isTakenFrom = (by: string, { takenUpBy, mayTakeOver }: Signature): boolean =>
  takenUpBy !== undefined && takenUpBy !== by && !mayTakeOver.includes(by);

/** Putting this deputy on once more would change nothing. */
export const isDeputyOn = (deputy: string, signature: Signature): boolean =>
  signature.deputies.includes(deputy) && (signature.state === 'signed' || partiesOf(signature).includes(deputy));

export const withSignature = (signatures: readonly Signature[], event: SignatureEvent): readonly Signature[] =>
  signatures.map((signature) => (signature.leg === event.data.leg ? changed(signature, event) : signature));

const changed = (signature: Signature, event: SignatureEvent): Signature => {
  switch (event.type) {
    case 'baton.approval.signature-requested.v1':
      return { ...signature, state: 'requested' };
    case 'baton.approval.taken-up.v1':
      return { ...signature, state: 'taken-up', takenUpBy: event.data.by, mayTakeOver: [] };
    case 'baton.approval.signed.v1':
      return { ...signature, state: 'signed', takenUpBy: event.data.by, mayTakeOver: [] };
    case 'baton.approval.reassigned.v1': {
      const { to } = event.data;
      const mayTakeOver = signature.takenUpBy === undefined ? [] : [...signature.mayTakeOver, to];
      const deputies = [...signature.deputies.filter((deputy) => deputy !== to), to];
      return { ...signature, deputies, mayTakeOver };
    }
  }
};
