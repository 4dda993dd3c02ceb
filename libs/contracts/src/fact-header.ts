import type { Instant } from './envelope.ts';

/**
 * Facts are what happened, as the ledger keeps them. On the wire they are CloudEvents of the same `type`, whose
 * instants are RFC 3339 text; in the ledger instants are milliseconds.
 */
export interface FactHeader {
  /** `source` + space + `id` of the CloudEvent, and `#n` for the n-th fact that a map made of it: unique. */
  readonly id: string;
  readonly occurredAt: Instant;
  readonly actor: string;
  readonly onBehalfOf?: string;
  /** W3C Trace Context of whoever sent it: carried on to what came of it, never looked into. */
  readonly traceparent?: string;
}

export type Impact = 'low' | 'normal' | 'high' | 'critical';
