import { applyDecorators } from '@nestjs/common';
import { IsNumber, IsPositive, Max } from 'class-validator';

const maxAmount = 1_000_000_000;

/** In the hospital's currency, to two decimals. */
export const IsAmount = (): PropertyDecorator =>
  applyDecorators(
    IsNumber(
      { maxDecimalPlaces: 2, allowInfinity: false, allowNaN: false },
      { message: 'must be a number with at most two decimals' },
    ),
    IsPositive(),
    Max(maxAmount),
  );
