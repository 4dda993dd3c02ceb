import type { StallKind } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { CaseClock, LegState } from '../case-state.ts';

/** What has just happened to the case; the state already shows it. */
export type Change =
  | {
      readonly kind:
        'opened' | 'amended' | 'closed' | 'cancelled' | 'reopened' | 'migrated' | 'rules-changed' | 'supplied';
    }
  | {
      readonly kind: 'accepted';
      readonly leg: LegState;
      readonly by: string;
      readonly holderBefore: string | undefined;
      readonly asDeputy: boolean;
    }
  | { readonly kind: 'declined'; readonly leg: LegState; readonly by: string }
  | { readonly kind: 'returned'; readonly leg: LegState; readonly by: string; readonly to: string }
  | { readonly kind: 'referred'; readonly leg: LegState; readonly by: string; readonly to: string }
  | { readonly kind: 'offered' | 'withdrawn' | 'lapsed' | 'completed' | 'progressed'; readonly leg: LegState };

export type ChangeKind = Change['kind'];
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

/** What a rule does about each kind of change that concerns it. */
export type Listeners = {
  readonly [Kind in ChangeKind]?: (folder: CaseFolder, change: Change & { readonly kind: Kind }) => void;
};

/** One kind of stall: what starts and stops its clock, raises and clears it. */
export interface StallRule {
  readonly kind: StallKind;
  readonly on: Listeners;
  /** The rule's clock came due; it has been taken off. */
  due(folder: CaseFolder, clock: CaseClock): void;
}

/** For rules without a clock of their own. */
export const hasNoClock = (): never => {
  throw new Error('a stall of this kind has no clock');
};
