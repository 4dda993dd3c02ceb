import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { parseInstant } from '@baton/contracts';
import { invalidInput } from '@baton/service-kit';
import type { AsOf, Known } from '../case-history/case-as-of.ts';

export class AsOfQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'Now when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  asOf?: string;

  @ApiPropertyOptional({
    enum: ['recorded', 'occurred'],
    default: 'recorded',
    description: 'What had been recorded by then, or what had occurred, whenever it came to be known',
  })
  @IsOptional()
  @IsIn(['recorded', 'occurred'])
  by: Known = 'recorded';

  @ApiPropertyOptional({ description: 'BCP 47 tag; the Accept-Language header when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

/** None: live. Throws the problem of an instant that cannot be read. */
export const asOfIn = ({ asOf, by }: AsOfQuery, now: number): AsOf | undefined => {
  if (asOf === undefined) return by === 'recorded' ? undefined : { at: now, by };
  const at = parseInstant(asOf);
  if (at !== undefined) return { at, by };
  const detail = `expected an RFC 3339 date-time such as 2026-09-22T15:00:00+08:00, got ${JSON.stringify(asOf)}`;
  throw invalidInput([{ pointer: '/asOf', detail }]);
};
