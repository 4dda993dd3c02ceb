import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CommandRunner, type Loaded } from '@baton/service-kit';
import { type RequestState, requestDecider, requestStream } from '../request.decider.ts';
import { RequestStatus } from './request-status.query.ts';

@QueryHandler(RequestStatus)
export class RequestStatusHandler implements IQueryHandler<RequestStatus> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id }: RequestStatus): Promise<Loaded<RequestState>> {
    return this.runner.load(requestDecider, requestStream(id));
  }
}
