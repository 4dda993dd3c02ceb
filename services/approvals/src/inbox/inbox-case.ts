import {
  type ApprovalEvent,
  type CloudEvent,
  type Decision,
  type Impact,
  type InboxItem,
  type RequestEvent,
  isWritableInstant,
} from '@baton/contracts';
import type { Document } from '@baton/read-model';
import { type Signature, partiesOf, signaturesOf, withSignature } from '../signature.ts';
import { isSignatureLeg } from '../signing-rules.ts';

interface Moments {
  /** Milliseconds; null: not known. */
  readonly latestStart: number | null;
  readonly latestFinish: number | null;
}

/** What the inbox has to know of one case, signed or not. */
export interface InboxCase extends Document {
  readonly title: string;
  readonly impact: Impact;
  readonly amount: number;
  readonly signatures: readonly Signature[];
  /** RFC 3339, by leg. */
  readonly requestedAt: Readonly<Record<string, string>>;
  /** By leg; the handoff service says them, before or after the signature is asked for. */
  readonly moments: Readonly<Record<string, Moments>>;
}

/** One signature in one party's inbox. */
export interface InboxRow extends Document, Moments {
  readonly party: string;
  readonly item: Omit<InboxItem, 'latestStart' | 'latestFinish'>;
}

type HeadsUp = Extract<Decision, { readonly type: 'heads-up' }>;
type InboxEvent =
  | ApprovalEvent
  | Extract<RequestEvent, { readonly type: 'baton.request.raised.v1' | 'baton.request.amended.v1' }>
  | { readonly type: 'baton.decision.heads-up.v1'; readonly data: HeadsUp };

export const unknownCase = (id: string): InboxCase => ({
  id,
  title: '',
  impact: 'normal',
  amount: 0,
  signatures: [],
  requestedAt: {},
  moments: {},
});

/** The same case when the event is none of the inbox's. The same event twice changes nothing. */
export const withEvent = (before: InboxCase, envelope: CloudEvent, recordedAt: string): InboxCase => {
  const event = { type: envelope.type, data: envelope.data } as InboxEvent;
  switch (event.type) {
    case 'baton.request.raised.v1':
    case 'baton.request.amended.v1':
      return event.data.impact === undefined ? before : { ...before, impact: event.data.impact };
    case 'baton.decision.heads-up.v1':
      return isSignatureLeg(event.data.leg) ? withMoments(before, event.data) : before;
    case 'baton.approval.opened.v1': {
      const { title, amount, chain } = event.data;
      return { ...before, title, amount, signatures: signaturesOf(chain), requestedAt: {} };
    }
    case 'baton.approval.signature-requested.v1': {
      const requestedAt = { ...before.requestedAt, [event.data.leg]: envelope.time ?? recordedAt };
      return { ...before, requestedAt, signatures: withSignature(before.signatures, event) };
    }
    case 'baton.approval.taken-up.v1':
    case 'baton.approval.signed.v1':
    case 'baton.approval.reassigned.v1':
      return { ...before, signatures: withSignature(before.signatures, event) };
    case 'baton.approval.granted.v1':
    case 'baton.approval.returned.v1':
    case 'baton.approval.rejected.v1':
    case 'baton.approval.withdrawn.v1':
      return { ...before, signatures: [] };
  }
  return before;
};

const withMoments = (before: InboxCase, { leg, latestStart, latestFinish }: HeadsUp): InboxCase => ({
  ...before,
  moments: { ...before.moments, [leg]: { latestStart: latestStart ?? null, latestFinish: latestFinish ?? null } },
});

const unknownMoments: Moments = { latestStart: null, latestFinish: null };

export const rowsOf = (inboxCase: InboxCase): readonly InboxRow[] =>
  inboxCase.signatures.flatMap((signature) =>
    partiesOf(signature).map((party) => ({
      id: JSON.stringify([inboxCase.id, signature.leg, party]),
      party,
      ...(inboxCase.moments[signature.leg] ?? unknownMoments),
      item: {
        caseId: inboxCase.id,
        title: inboxCase.title,
        impact: inboxCase.impact,
        amount: inboxCase.amount,
        leg: signature.leg,
        state: signature.takenUpBy === undefined ? 'requested' : 'taken-up',
        requestedAt: inboxCase.requestedAt[signature.leg] ?? '',
      },
    })),
  );

export const itemOf = ({ item, latestStart, latestFinish }: InboxRow): InboxItem => ({
  ...item,
  ...(isWritable(latestStart) && { latestStart: instantText(latestStart) }),
  ...(isWritable(latestFinish) && { latestFinish: instantText(latestFinish) }),
});

/** Where hours are rare, a moment can lie beyond the years that RFC 3339 can write. */
const isWritable = (at: number | null): at is number => at !== null && isWritableInstant(at);

export const instantText = (instant: number): string => new Date(instant).toISOString();
