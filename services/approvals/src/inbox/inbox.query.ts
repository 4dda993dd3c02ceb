import { Query } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { InboxItem } from '@baton/contracts';
import { PageQuery } from '@baton/service-kit';

export class InboxQuery extends PageQuery {
  @ApiProperty({ description: 'Whose inbox', maxLength: 128 })
  @IsString()
  @Length(1, 128)
  party: string;
}

export interface InboxPage {
  readonly items: readonly InboxItem[];
  /** Hand it back as `after` for the next page. */
  readonly next?: string;
}

export class Inbox extends Query<InboxPage> {
  constructor(readonly query: InboxQuery) {
    super();
  }
}
