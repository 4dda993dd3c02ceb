import type { StallKind } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { CaseClock, LegState } from '../case-state.ts';

/** What has just happened to the case; the state already shows it. */
export type Change =
  | { readonly kind: 'opened' | 'amended' | 'closed' | 'cancelled' | 'reopened' }
  | { readonly kind: 'offered'; readonly leg: LegState; readonly receiverBefore: string | undefined }
  | {
      readonly kind: 'accepted';
      readonly leg: LegState;
      readonly by: string;
      readonly holderBefore: string | undefined;
      readonly asDeputy: boolean;
    }
  | { readonly kind: 'declined' | 'withdrawn' | 'lapsed' | 'returned' | 'completed'; readonly leg: LegState }
  | { readonly kind: 'reference-changed' };

/** One kind of stall: what starts and stops its clock, raises and clears it. */
export interface StallRule {
  readonly kind: StallKind;
  changed(folder: CaseFolder, change: Change): void;
  /** The rule's clock came due; it has been taken off. */
  due(folder: CaseFolder, clock: CaseClock): void;
}
