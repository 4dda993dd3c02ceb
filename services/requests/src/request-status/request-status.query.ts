import { Query } from '@nestjs/cqrs';
import type { Loaded } from '@baton/service-kit';
import type { RequestState } from '../request.decider.ts';

export class RequestStatus extends Query<Loaded<RequestState>> {
  constructor(readonly id: string) {
    super();
  }
}
