import { Command } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsIn, IsOptional, IsPositive, IsString } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import { requestKinds } from '../request-words.ts';
import type { RequestResult } from '../request-result.ts';

export class SubmitRequestBody {
  @ApiProperty({ type: 'number', description: 'Above zero' })
  @IsPositive()
  amount: number;

  @ApiPropertyOptional({ enum: requestKinds, description: 'As raised when absent' })
  @IsOptional()
  @IsIn(requestKinds)
  kind?: string;

  @ApiPropertyOptional({ type: [String], description: 'Names of what the next one needs and now has' })
  @IsOptional()
  @IsString({ each: true })
  @ArrayMaxSize(100)
  items?: string[];
}

export class SubmitRequest extends Command<RequestResult> {
  constructor(
    readonly id: string,
    readonly body: SubmitRequestBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}
