import type { CloudEvent } from './envelope.ts';
import type { FactType } from './facts.ts';
import { valueAt } from './json-pointer.ts';

/** Equal to a plain value, or there at all, or not there. */
export type Condition = string | number | boolean | { readonly present: boolean };
/** By JSON Pointer into the event; all must hold. */
export type Conditions = Readonly<Record<string, Condition>>;

/** A field of a fact: a JSON Pointer into the event (`/data/leg`, `/actor`, `/time`), or a value of the map's own. */
export type FieldSource = string | { readonly const: unknown };

export interface MappedFact {
  readonly type: FactType;
  readonly when?: Conditions;
  /** Field of the fact as on the wire (instants are RFC 3339 text) → where it comes from; missing values are left out. */
  readonly data: Readonly<Record<string, FieldSource>>;
}

/** How one type of event becomes facts. Data, not code; without facts, the event is understood and says nothing. */
export interface EventMap {
  readonly type: string;
  readonly when?: Conditions;
  readonly facts: readonly MappedFact[];
}

export interface WireFact {
  readonly type: FactType;
  readonly data: Readonly<Record<string, unknown>>;
}

const holds = (event: CloudEvent, conditions: Conditions = {}): boolean =>
  Object.entries(conditions).every(([pointer, condition]) => {
    const value = valueAt(event, pointer);
    return typeof condition === 'object' ? (value !== undefined) === condition.present : value === condition;
  });

const dataOf = (event: CloudEvent, { data }: MappedFact): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(data)
      .map(([field, source]) => [field, typeof source === 'string' ? valueAt(event, source) : source.const] as const)
      .filter(([, value]) => value !== undefined),
  );

/** What the first map says that is for the event; undefined when none is. */
export const applyMaps = (event: CloudEvent, maps: readonly EventMap[]): readonly WireFact[] | undefined =>
  maps
    .find(({ type, when }) => type === event.type && holds(event, when))
    ?.facts.filter(({ when }) => holds(event, when))
    .map((fact) => ({ type: fact.type, data: dataOf(event, fact) }));
