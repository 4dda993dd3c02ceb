import type { Fact } from '@baton/contracts';
import { hashOf } from '@baton/service-kit';

/** Where the events of acts through this service come from. */
export const actSource = '/baton/handoff/commands';

/** Of what was said, by whom, whenever it was sent; null: no act through this service. */
export const actDigest = (fact: Fact): string | null =>
  fact.id.startsWith(`${actSource} `) ? hashOf({ ...fact, id: undefined, occurredAt: undefined }) : null;
