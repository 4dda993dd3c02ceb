/** Milliseconds since 1970-01-01T00:00:00Z. Every instant inside Baton has this shape; ISO 8601 text only at the edges. */
export type Instant = number;

export interface Actor {
  readonly id: string;
  readonly onBehalfOf?: string;
}

/** What every event of our own carries beside its data. Stored with the event, never edited. */
export interface Metadata {
  readonly caseId: string;
  readonly tenant: string;
  readonly actor: Actor;
  /** The Idempotency-Key of the command, or the id of the event that was reacted to. */
  readonly commandId: string;
  /** SHA-256 of the command's body: the same key with another body is refused. */
  readonly commandHash?: string;
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly occurredAt: Instant;
  readonly traceparent?: string;
}

/** A CloudEvent 1.0.2 in structured JSON, with the attributes that Baton reads. `time` is RFC 3339. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time?: string;
  readonly subject?: string;
  readonly partitionkey?: string;
  readonly datacontenttype?: string;
  readonly data?: unknown;
  readonly actor?: string;
  readonly onbehalfof?: string;
  readonly causationid?: string;
  readonly correlationid?: string;
  readonly traceparent?: string;
  readonly [extension: string]: unknown;
}
