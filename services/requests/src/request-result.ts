import { type CommandResult, type Loaded, notFound } from '@baton/service-kit';
import type { RequestRecord, RequestRefusal, RequestState } from './request.decider.ts';

export type RequestResult = CommandResult<RequestState, RequestRefusal>;

export const refusalStatus: Readonly<Record<RequestRefusal, number>> = {
  'no-such-request': 404,
  'already-raised': 409,
  'not-the-customer': 422,
  'amount-not-positive': 422,
  'already-submitted': 422,
  'not-submitted': 422,
  closed: 422,
  'not-confirmed': 422,
  'score-out-of-range': 422,
};

export interface RequestView extends RequestRecord {
  readonly id: string;
  /** Of the request's last event. */
  readonly revision: number;
}

export const requestView = (id: string, { state, revision }: Loaded<RequestState>): RequestView => {
  if (state.status === 'absent') throw notFound(`request ${id}`);
  return { id, revision, ...state };
};
