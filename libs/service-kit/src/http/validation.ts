import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type Problem, isPrintable } from '@baton/contracts';
import { ProblemException } from './problem-exception.ts';

type FieldError = NonNullable<Problem['errors']>[number];

const maxShownCharacters = 60;

/** Bodies and queries become instances of their class; unknown fields are errors; every error names its field. */
export const validationPipe = (): ValidationPipe =>
  new InputPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => invalidInput(errors.flatMap((error) => fieldErrors(error, ''))),
  });

class InputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const at = metadata.data === undefined ? '' : `/${metadata.data}`;
    const isOurs = metadata.type !== 'custom' && metadata.metatype !== Object;
    const unprintable = isOurs ? unprintableIn(value, at) : [];
    if (unprintable.length > 0) throw invalidInput(unprintable);
    return super.transform(value, metadata);
  }
}

/** Texts that would not survive every store and terminal. JSON nests at most 64 deep. */
const unprintableIn = (value: unknown, at: string): readonly FieldError[] => {
  if (typeof value === 'string') {
    if (isPrintable(value)) return [];
    return [{ pointer: at, detail: `expected a text without control characters, got ${shown(value)}` }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => unprintableIn(field, `${at}/${escaped(name)}`));
};

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export const invalidInput = (errors: readonly FieldError[]): ProblemException =>
  new ProblemException({
    status: 400,
    kind: 'invalid-input',
    title: 'Some input is missing or not as expected',
    detail: summary(errors),
    errors,
  });

const summary = (errors: readonly FieldError[]): string =>
  errors.map((error) => `${error.pointer === '' ? 'body' : error.pointer}: ${error.detail}`).join('; ');

const fieldErrors = (error: ValidationError, above: string): FieldError[] => {
  const pointer = `${above}/${escaped(error.property)}`;
  const below = (error.children ?? []).flatMap((child) => fieldErrors(child, pointer));
  if (error.constraints === undefined) return below;
  return [{ pointer, detail: expectation(error.property, error.constraints, error.value) }, ...below];
};

const expectation = (property: string, constraints: Readonly<Record<string, string>>, value: unknown): string => {
  if ('whitelistValidation' in constraints) return `expected no such field, got ${shown(value)}`;
  const wanted = Object.values(constraints).map((message) => wish(property, message));
  return `expected ${wanted.join(' and ')}, got ${shown(value)}`;
};

/** class-validator says "amount must be a positive number"; what is expected is "a positive number". */
const wish = (property: string, message: string): string => {
  const said = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return said
    .replace(`each value in ${property} must be`, 'each item to be')
    .replace(`each value in ${property} must`, 'each item to')
    .replace('should not be empty', 'something')
    .replace(' conforming to the specified constraints', '')
    .replace(/^must match/, 'text that matches')
    .replace(/^must not be less than /, 'at least ')
    .replace(/^must not be greater than /, 'at most ')
    .replace(/^must be longer than or equal to (\d+) and shorter than or equal to (\d+) /, '$1 to $2 ')
    .replace(/^must be longer than or equal to /, 'at least ')
    .replace(/^must be shorter than or equal to /, 'at most ')
    .replace(/^must be /, '')
    .replace(/^must not be /, 'what is not ')
    .replace(/^must /, 'to ');
};

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters)}…` : text;
};
