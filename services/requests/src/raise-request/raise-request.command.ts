import { Command } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { Impact } from '@baton/contracts';
import type { CommandOrigin } from '@baton/service-kit';
import { IsInstant } from '../is-instant.ts';
import { impacts, requestKinds } from '../request-words.ts';
import type { RequestResult } from '../request-result.ts';

export class RaiseRequestBody {
  @ApiProperty({ example: 'Replace the door gasket of sterilizer 2' })
  @IsString()
  @Length(1, 200)
  title: string;

  @ApiPropertyOptional({ enum: requestKinds, default: 'purchase' })
  @IsOptional()
  @IsIn(requestKinds)
  kind?: string;

  @ApiPropertyOptional({ enum: impacts, default: 'normal' })
  @IsOptional()
  @IsIn(impacts)
  impact?: Impact;

  @ApiPropertyOptional({ description: 'Who asks; the actor when absent' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  customer?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  symptom?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'RFC 3339' })
  @IsOptional()
  @IsInstant()
  needBy?: string;
}

export class RaiseRequest extends Command<RequestResult> {
  constructor(
    readonly id: string,
    readonly body: RaiseRequestBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}
