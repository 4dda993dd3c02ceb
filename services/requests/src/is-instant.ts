import { ValidateBy, buildMessage } from 'class-validator';
import { parseInstant } from '@baton/contracts';

/** RFC 3339, of a day that exists: what the handoff service can read. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseInstant(value) !== undefined,
      defaultMessage: buildMessage(() => '$property must be an RFC 3339 date-time such as 2026-09-22T15:00:00+08:00'),
    },
  });
