import { perhaps } from '../nearest-name.ts';
import { quoted } from '../rule-problem.ts';
import type { Findings } from './rule-set.ts';

/** A problem unless the name is one that the same document defines: no other document can know it. */
export function* namedHere(
  name: string,
  known: ReadonlySet<string>,
  { pointer, what }: { readonly pointer: string; readonly what: string },
): Findings {
  if (!known.has(name)) yield { pointer, expected: perhaps(what, name, known), found: quoted(name) };
}
