import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { itemOf } from './inbox-case.ts';
import { byLatestFinish, INBOX, type InboxCollections } from './inbox.collections.ts';
import { Inbox, type InboxPage } from './inbox.query.ts';

@QueryHandler(Inbox)
export class InboxHandler implements IQueryHandler<Inbox> {
  constructor(@Inject(INBOX) private readonly inbox: InboxCollections) {}

  async execute({ query: { party, limit, after } }: Inbox): Promise<InboxPage> {
    const page = await this.inbox.rows.find({
      index: byLatestFinish,
      equals: { party },
      limit,
      ...(after !== undefined && { after }),
    });
    return { items: page.documents.map(itemOf), ...(page.next !== undefined && { next: page.next }) };
  }
}
