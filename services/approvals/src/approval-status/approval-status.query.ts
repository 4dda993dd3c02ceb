import { Query } from '@nestjs/cqrs';
import type { Loaded } from '@baton/service-kit';
import type { ApprovalState } from '../approval.decider.ts';

export class ApprovalStatus extends Query<Loaded<ApprovalState>> {
  constructor(readonly id: string) {
    super();
  }
}
