import type { CloudEvent, Metadata } from './envelope.ts';
import { formatInstant } from './instant.ts';

/** An event as a service's store keeps it. */
export interface StoredDomainEvent {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: Metadata;
}

/** A stored event of one of the four services as it goes on the bus; its source is `/baton/<service>`. */
export const cloudEventOf = ({ id, type, data, metadata }: StoredDomainEvent, service: string): CloudEvent => ({
  specversion: '1.0',
  id,
  source: `/baton/${service}`,
  type,
  time: formatInstant(metadata.occurredAt),
  partitionkey: metadata.caseId,
  datacontenttype: 'application/json',
  data,
  actor: metadata.actor.id,
  ...(metadata.actor.onBehalfOf !== undefined && { onbehalfof: metadata.actor.onBehalfOf }),
  ...(metadata.causationId !== undefined && { causationid: metadata.causationId }),
  ...(metadata.correlationId !== undefined && { correlationid: metadata.correlationId }),
  ...(metadata.traceparent !== undefined && { traceparent: metadata.traceparent }),
});
