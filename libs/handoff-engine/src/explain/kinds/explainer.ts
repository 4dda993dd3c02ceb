import type { LegState } from '../../case-state.ts';
import type { Inquiry } from '../inquiry.ts';

/** Says why a stall of one kind is there or not; `leg` is the inquiry's, which all kinds but two have. */
export type LegExplainer = (inquiry: Inquiry, leg: LegState) => void;
export type CaseExplainer = (inquiry: Inquiry) => void;
