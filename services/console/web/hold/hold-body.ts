import type { StallView } from '@baton/contracts';
import type { HoldAct, HoldCommand } from '../live/baton.ts';

/** Hours that one may choose; elapsed time. */
export const spans = [1, 2, 4, 8, 24] as const;

export interface HoldChoice {
  /** RFC 3339: the instant from which the hours count. */
  readonly asOf: string;
  readonly hours: number | undefined;
  readonly note: string;
}

/** What is sent about one stall. */
export const bodyOf = (
  act: HoldAct,
  { leg, kind }: StallView,
  { asOf, hours, note }: HoldChoice,
): HoldCommand['body'] => {
  const said = note.trim();
  return {
    kind,
    ...(leg !== undefined && { leg }),
    ...(hours !== undefined &&
      act !== 'end-acknowledgement' && { until: new Date(Date.parse(asOf) + hours * 3_600_000).toISOString() }),
    ...(said !== '' && { [act === 'acknowledge' ? 'note' : 'reason']: said }),
  };
};
