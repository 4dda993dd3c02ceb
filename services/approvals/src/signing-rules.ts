import type { SignatureStep } from '@baton/contracts';

interface SigningRule {
  readonly kind: string;
  /** The rule holds from this amount on, in the hospital's currency, until the next rule of its kind. */
  readonly fromAmount: number;
  readonly chain: readonly SignatureStep[];
}

const departmentSigns: SignatureStep = { leg: 'department-signs', signatory: 'H' };
const vicePresidentSigns: SignatureStep = { leg: 'vice-president-signs', signatory: 'V' };

const signingRules: readonly SigningRule[] = [
  { kind: 'purchase', fromAmount: 0, chain: [departmentSigns] },
  { kind: 'purchase', fromAmount: 200, chain: [departmentSigns, vicePresidentSigns] },
];

/** What a signatory needs to see before signing. */
export const itemsOfSignature: readonly string[] = ['amount', 'reason'];

/** Who signs, in order; undefined when nobody has said who signs for this kind. */
export const chainFor = (kind: string, amount: number): readonly SignatureStep[] | undefined =>
  signingRules
    .filter((rule) => rule.kind === kind && amount >= rule.fromAmount)
    .toSorted((one, other) => other.fromAmount - one.fromAmount)[0]?.chain;

export const isSignatureLeg = (leg: string): boolean =>
  signingRules.some((rule) => rule.chain.some((step) => step.leg === leg));
