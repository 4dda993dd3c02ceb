import type { StallView } from '@baton/contracts';
import type { WayOut, Wording } from '@baton/wording';

/** An option in words, with the names that came with it. */
export const wayOf = (say: Wording, option: StallView['options'][number]): WayOut => {
  const names = new Map(option.mayGrant.map((id, index) => [id, option.mayGrantNames[index] ?? id]));
  if (option.to !== undefined) names.set(option.to, option.toName ?? option.to);
  return say.wayOut(option, { names: (id) => names.get(id) ?? id });
};
