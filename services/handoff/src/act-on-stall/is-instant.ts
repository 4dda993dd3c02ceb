import { ValidateBy, buildMessage } from 'class-validator';
import { parseInstant } from '@baton/contracts';

/** RFC 3339, of a day that exists: what the ledger can read. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseInstant(value) !== undefined,
      defaultMessage: buildMessage(() => '$property must be an RFC 3339 date-time, with seconds and offset'),
    },
  });
