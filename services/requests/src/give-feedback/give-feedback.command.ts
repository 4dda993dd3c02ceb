import { Command } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { RequestResult } from '../request-result.ts';

export class GiveFeedbackBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5 })
  @IsInt()
  @Min(1)
  @Max(5)
  score: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  text?: string;
}

export class GiveFeedback extends Command<RequestResult> {
  constructor(
    readonly id: string,
    readonly body: GiveFeedbackBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}
