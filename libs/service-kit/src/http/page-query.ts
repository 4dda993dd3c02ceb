import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';

export const maxPageSize = 200;

/** Keyset paging: `after` is the `next` of the page before, opaque. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: maxPageSize, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(maxPageSize)
  limit: number = 50;

  @ApiPropertyOptional({ type: 'string' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  after?: string;
}
