import { Command } from '@nestjs/cqrs';
import type { CommandOrigin } from '@baton/service-kit';
import type { RequestResult } from '../request-result.ts';

/** Nothing more to say: the path and the actor say it all. */
export class TakeUpRequestBody {}

export class TakeUpRequest extends Command<RequestResult> {
  constructor(
    readonly id: string,
    readonly body: TakeUpRequestBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}
