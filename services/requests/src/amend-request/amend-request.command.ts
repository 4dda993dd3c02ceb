import { Command } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { Impact } from '@baton/contracts';
import type { CommandOrigin } from '@baton/service-kit';
import { IsInstant } from '../is-instant.ts';
import { impacts } from '../request-words.ts';
import type { RequestResult } from '../request-result.ts';

export class AmendRequestBody {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 200)
  title?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'RFC 3339' })
  @IsOptional()
  @IsInstant()
  needBy?: string;

  @ApiPropertyOptional({ enum: impacts })
  @IsOptional()
  @IsIn(impacts)
  impact?: Impact;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  text?: string;

  @ApiPropertyOptional({ type: [String], description: 'Names of what the next one needs and now has' })
  @IsOptional()
  @IsString({ each: true })
  @ArrayMaxSize(100)
  items?: string[];
}

export class AmendRequest extends Command<RequestResult> {
  constructor(
    readonly id: string,
    readonly body: AmendRequestBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}
