import type { Delivery } from '@baton/bus';
import { type Fact, type SetAside, caseIdOf, domainMaps, factsOf } from '@baton/contracts';

/** An event that cannot be read must not hold up those behind it, whoever let it in. */
export const decodedOf = (event: Delivery['event'], now: number): { readonly facts: readonly Fact[] } | SetAside => {
  try {
    const decoded = factsOf(event, domainMaps, now);
    return 'facts' in decoded ? decoded : setAside(event, decoded.because);
  } catch (fault) {
    return setAside(event, `cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
};

const setAside = (event: Delivery['event'], because: string): SetAside => {
  const caseId = caseIdOf(event);
  return { event: `${event.source} ${event.id}`, ...(caseId === undefined ? {} : { caseId }), because };
};

/** An event whose fact the engine throws at; the engine is then good for nothing. */
export const poisonOf = (fact: Fact, fault: unknown): SetAside => {
  const because = `could not be folded: ${fault instanceof Error ? fault.message : String(fault)}`;
  return { event: fact.id, ...('caseId' in fact && { caseId: fact.caseId }), because };
};
