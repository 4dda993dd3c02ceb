import { alertsTopic, eventsTopic, referenceTopic } from '@baton/bus';
import {
  type CloudEvent,
  type Decision,
  type LedgerAppend,
  type Metadata,
  cloudEventOf,
  ledgerAppendType,
} from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { clockEventOf, clockStream, clockTopic } from './clock-stream.ts';

/** Which service writes the streams of a prefix. */
const services: Readonly<Record<string, string>> = {
  'request-': 'requests',
  'approval-': 'approvals',
  'order-': 'procurement',
  'payment-': 'payment',
};
const ledgerPrefix = 'ledger-';

/** Whether a log of this name is a shard's ledger. */
export const isLedger = (log: string): boolean => log.startsWith(ledgerPrefix);

/** Whose stream it is; undefined: of none of the services that decide. */
export const serviceOf = (stream: string): string | undefined =>
  Object.entries(services).find(([prefix]) => stream.startsWith(prefix))?.[1];

/** Streams that belong on the bus, among those that a writer of a data folder, or a ledger, writes. */
export const prefixesWrittenBy = (writer: string): readonly string[] => {
  if (writer === clockStream) return [clockStream];
  if (isLedger(writer)) return [ledgerPrefix];
  return Object.keys(services).filter((prefix) => services[prefix] === writer);
};

/** Whole appends of the ledgers, for who keeps read models of them: `data` is { shard, revision, append }. */
export const ledgerTopic = 'baton.ledger.v1';

/** Which streams make up a topic, beside what is published to it. */
export const busTopics: Readonly<Record<string, { readonly prefixes: readonly string[] }>> = {
  [eventsTopic]: { prefixes: Object.keys(services) },
  [referenceTopic]: { prefixes: [] },
  [alertsTopic]: { prefixes: [ledgerPrefix] },
  [ledgerTopic]: { prefixes: [ledgerPrefix] },
  [clockTopic]: { prefixes: [clockStream] },
};

/** The CloudEvents that a stored event of our own stands for: one, or one for each decision of a ledger's append. */
export const cloudEventsOf = (stored: StoredEvent, topic: string): readonly CloudEvent[] => {
  if (stored.stream.startsWith(ledgerPrefix)) {
    if (stored.type !== ledgerAppendType) return [];
    return topic === ledgerTopic ? [appendEventOf(stored)] : decisionEventsOf(stored.data as LedgerAppend);
  }
  if (stored.stream === clockStream) return [clockEventOf(stored)];
  const prefix = Object.keys(services).find((candidate) => stored.stream.startsWith(candidate));
  return prefix === undefined
    ? []
    : [cloudEventOf({ ...stored, metadata: stored.metadata as Metadata }, services[prefix]!)];
};

const appendEventOf = ({ id, stream, revision, data }: StoredEvent): CloudEvent => ({
  specversion: '1.0',
  id,
  source: '/baton/handoff',
  type: 'baton.ledger.appended.v1',
  partitionkey: stream,
  data: { shard: Number(stream.slice(ledgerPrefix.length)), revision, append: data },
});

const decisionEventsOf = (append: LedgerAppend): readonly CloudEvent[] => {
  const traces = tracesOf(append);
  return append.decisions.map((decision) => ({ ...decisionEventOf(decision, append), ...traces(decision) }));
};

const decisionEventOf = (decision: Decision, { recordedAt }: LedgerAppend): CloudEvent => ({
  specversion: '1.0',
  id: decision.id,
  source: '/baton/handoff',
  type: `baton.decision.${decision.type}.v1`,
  time: new Date(recordedAt).toISOString(),
  partitionkey: decision.caseId,
  datacontenttype: 'application/json',
  data: decision,
});

/**
 * The trace that a decision belongs to: that of the newest fact of its case in the same append. What time alone brought
 * about before that fact came was known earlier than it was recorded, and belongs to none.
 */
const tracesOf = ({ facts, recordedAt }: LedgerAppend): ((decision: Decision) => Pick<CloudEvent, 'traceparent'>) => {
  const ofCases = new Map<string, string>();
  for (const fact of facts)
    if ('caseId' in fact && fact.traceparent !== undefined) ofCases.set(fact.caseId, fact.traceparent);
  return ({ caseId, knownAt }) => {
    const traceparent = knownAt === recordedAt ? ofCases.get(caseId) : undefined;
    return traceparent === undefined ? {} : { traceparent };
  };
};
