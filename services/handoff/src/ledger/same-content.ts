import { hashOf } from '@baton/service-kit';

/** Mostly the keys are in the same order, and the plain text says it sooner. */
export const isSameContent = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other) || hashOf(one) === hashOf(other);
