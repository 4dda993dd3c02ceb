import type { Delivery } from '@baton/bus';
import { attribute, inSpan, isTraced, placeAmong, spanName } from '@baton/service-kit';

/**
 * A span for what a batch became in the ledger: in the trace of its events when they share one, else linked to each.
 * What only time has brought about belongs to nobody's trace and has none.
 */
export const inAppendSpan = <T>(shard: number, batch: readonly Delivery[], append: () => Promise<T>): Promise<T> => {
  const traces = isTraced() ? batch.flatMap(({ event: { traceparent } }) => traceparent ?? []) : [];
  if (traces.length === 0) return append();
  const attributes = { [attribute.shard]: shard, [attribute.batchSize]: batch.length };
  return inSpan({ name: spanName.append(shard), kind: 'internal', ...placeAmong(traces), attributes }, append);
};
