import type { TObject, TSchema } from '@sinclair/typebox';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors';
import { Value } from '@sinclair/typebox/value';
import { perhaps } from '../nearest-name.ts';
import { quoted, type RuleProblem } from '../rule-problem.ts';

export interface FormProblem extends Pick<RuleProblem, 'pointer' | 'expected' | 'found'> {
  /** It is the key, not the value, that is wrong. */
  readonly isKey: boolean;
}

const mostProblems = 1000;

/** Everything in which a plain value differs from its form, one problem a place, at most a thousand. */
export const formProblems = (form: TObject, value: unknown): readonly FormProblem[] => {
  const problems = new Map<string, FormProblem>();
  for (const error of Value.Errors(form, value)) {
    if (!problems.has(error.path)) problems.set(error.path, problemOf(error));
    if (problems.size >= mostProblems) break;
  }
  return [...problems.values()];
};

const nameIn = (pointer: string): string =>
  pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');

const problemOf = ({ type, path, schema, value }: ValueError): FormProblem => {
  const name = nameIn(path);
  if (type === ValueErrorType.ObjectRequiredProperty)
    return { pointer: path, expected: `a key ${name}`, found: 'none', isKey: false };
  if (type === ValueErrorType.ObjectAdditionalProperties) {
    const known = Object.keys((schema as TObject).properties ?? {});
    const expected =
      (schema.errorMessage as string | undefined) ?? perhaps(`a key of ${known.join(', ')}`, name, known);
    return { pointer: path, expected, found: quoted(name), isKey: true };
  }
  return { pointer: path, expected: expectedBy(schema, value), found: quoted(value), isKey: false };
};

const expectedBy = (schema: TSchema, value: unknown): string => {
  const expected = (schema.errorMessage as string | undefined) ?? 'an object with keys';
  if (schema.anyOf === undefined) return expected;
  const names = (schema.anyOf as readonly TSchema[]).map((choice) => String(choice.const));
  return perhaps(expected, value, names);
};
