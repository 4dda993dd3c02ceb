/** Something as the ledger has it from one place on. */
export interface Version<T> {
  readonly sequence: number;
  readonly value: T;
}

export const asOf = <T>(versions: readonly Version<T>[] | undefined, sequence: number): T | undefined => {
  if (versions === undefined) return undefined;
  for (let index = versions.length - 1; index >= 0; index--) {
    if (versions[index]!.sequence <= sequence) return versions[index]!.value;
  }
  return undefined;
};

/** The version in force there, else the first that came after: what is named before it is known counts from then. */
export const asOfOrFirst = <T>(versions: readonly Version<T>[] | undefined, sequence: number): T | undefined =>
  asOf(versions, sequence) ?? versions?.[0]?.value;

export const push = <T>(into: Map<string, T[]>, key: string, value: T): void => {
  const list = into.get(key);
  if (list === undefined) into.set(key, [value]);
  else list.push(value);
};
