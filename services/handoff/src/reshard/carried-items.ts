import type { KeptCase, KeptFact, SnapshotPart } from '@baton/handoff-engine';
import type { CarriedItem } from '../ledger/verify-ledger.ts';
import { isSameContent } from '../ledger/same-content.ts';
import type { CarriedOver } from './carried-over.ts';
import type { Succession } from './closed-ledger.ts';

/** What a ledger of the next generation must begin with, in order. */
export function* expectedItems(over: CarriedOver, { closed }: Succession, shard: number): Generator<CarriedItem> {
  yield { carried: 'place', ...over.place };
  for (const rule of over.rules) yield { carried: `rule ${rule.fact.id}`, ...rule };
  for (const one of closed) for (const kept of over.cases(one, shard)) yield caseItem(kept);
}

const caseItem = (kept: KeptCase): CarriedItem => ({ carried: `case ${kept.id}`, ...kept });

/** What a ledger does begin with. */
export class RecordedItems {
  /** Of the case that follows. */
  private facts: readonly KeptFact[] = [];

  *of({ reference = [], facts = [], cases = [], ...place }: SnapshotPart): Generator<CarriedItem> {
    if (place.sequence !== undefined) yield { carried: 'place', ...place };
    for (const rule of reference) yield { carried: `rule ${rule.fact.id}`, ...rule };
    for (const some of facts) this.facts = [...this.facts, ...some.facts];
    for (const kept of cases) {
      yield caseItem({ ...kept, facts: [...this.facts, ...kept.facts] });
      this.facts = [];
    }
  }
}

/** Undefined: they are the same. */
export const differenceOf = (recorded: CarriedItem | undefined, recomputed: CarriedItem | undefined) => {
  if (isSameContent(recorded, recomputed)) return undefined;
  if (recorded === undefined || recomputed === undefined || recorded.carried !== recomputed.carried)
    return { recorded: recorded && namedOnly(recorded), recomputed: recomputed && namedOnly(recomputed) };
  const fields = Object.keys({ ...recorded, ...recomputed }).filter(
    (field) => !isSameContent(recorded[field], recomputed[field]),
  );
  const only = (item: CarriedItem): CarriedItem => ({
    carried: item.carried,
    ...Object.fromEntries(fields.map((field) => [field, item[field]])),
  });
  return { recorded: only(recorded), recomputed: only(recomputed) };
};

const namedOnly = ({ carried }: CarriedItem): CarriedItem => ({ carried });
