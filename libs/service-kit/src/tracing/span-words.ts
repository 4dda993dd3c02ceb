/**
 * Names of spans and of what they say, by OpenTelemetry's semantic conventions 1.44. Those of messaging and CloudEvents
 * are not settled yet: they are here and nowhere else.
 */
export const attribute = {
  method: 'http.request.method',
  route: 'http.route',
  path: 'url.path',
  status: 'http.response.status_code',
  errorType: 'error.type',
  system: 'messaging.system',
  destination: 'messaging.destination.name',
  group: 'messaging.consumer.group.name',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  batchSize: 'messaging.batch.message_count',
  eventId: 'cloudevents.event_id',
  eventSource: 'cloudevents.event_source',
  eventType: 'cloudevents.event_type',
  eventSubject: 'cloudevents.event_subject',
  caseId: 'baton.case.id',
  stream: 'baton.stream',
  command: 'baton.command.name',
  outcome: 'baton.outcome',
  shard: 'baton.shard',
  facts: 'baton.facts',
} as const;

export const spanName = {
  request: (method: string, route: string): string => `${method} ${route}`,
  command: (service: string, command: string): string => `${service} ${command}`,
  send: (topic: string): string => `send ${topic}`,
  process: (topic: string): string => `process ${topic}`,
  append: (shard: number): string => `append ledger-${shard}`,
} as const;
