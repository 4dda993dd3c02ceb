import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { parseInstant } from '@baton/contracts';
import { invalidInput } from '@baton/service-kit';

export class AsOfQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'As the ledger knew it then; now when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  asOf?: string;

  @ApiPropertyOptional({ description: 'BCP 47 tag; the Accept-Language header when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

export const asOfInstant = (text: string | undefined, now: number): number => {
  if (text === undefined) return now;
  const at = parseInstant(text);
  if (at !== undefined) return at;
  const detail = `expected an RFC 3339 date-time such as 2026-09-22T15:00:00+08:00, got ${JSON.stringify(text)}`;
  throw invalidInput([{ pointer: '/asOf', detail }]);
};
