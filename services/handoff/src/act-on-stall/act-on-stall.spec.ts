import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Bus } from '@baton/bus';
import { type CloudEvent, type Decision, type FactRefusal, checkEvent, factsOf } from '@baton/contracts';
import { InMemoryReadModels, type ReadModels } from '@baton/read-model';
import { type CommandOrigin, ManualClock } from '@baton/service-kit';
import { ActPublisher } from '../event-outcome/act-publisher.ts';
import { eventOutcomesProjection } from '../event-outcome/event-outcomes.projection.ts';
import { EventOutcomes } from '../event-outcome/event-outcomes.ts';
import type { LedgerReader, RowListener } from '../ledger-reader/ledger-reader.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { EndSilence, EndSilenceHandler, SetSilence, SetSilenceHandler } from './silences.command.ts';
import { ActOnStall, ActOnStallHandler, type StallAct } from './stall-acts.command.ts';

const now = Date.parse('2026-09-22T07:00:00Z');
const later = '2026-09-23T12:00:00+08:00';
const origin: CommandOrigin = { actor: { id: 'H', onBehalfOf: 'Q' }, key: 'key', hash: 'hash' };
const published: { readonly topic: string; readonly event: CloudEvent }[] = [];
let refusal: FactRefusal | undefined;
let silent: boolean;
let batch = 0;
let readModels: ReadModels;
let publisher: ActPublisher;

/** What the ledger would make of it: folded, or refused. */
const rowOf = (event: CloudEvent): LedgerRow => {
  const { facts } = factsOf(event, [], now) as Extract<ReturnType<typeof factsOf>, { facts: unknown }>;
  const header = { id: 'd', caseId: 'c', dueAt: now, knownAt: now, fact: facts[0]!.id };
  const decisions: Decision[] =
    refusal === undefined ? [] : [{ ...header, type: 'fact-refused', refusal, detail: 'so' }];
  return { shard: 0, revision: published.length, append: { meaning: 1, recordedAt: now, input: {}, facts, decisions } };
};

const start = async (): Promise<ActPublisher> => {
  let tell: RowListener | undefined;
  const reader = { listen: (listener: RowListener) => ((tell = listener), () => undefined) };
  const publish = async (topic: string, [event]: readonly CloudEvent[]): Promise<void> => {
    published.push({ topic, event: event! });
    if (silent) return;
    await readModels.apply(
      'ledger-reader',
      batch++,
      eventOutcomesProjection.changes(rowOf(event!), () => undefined),
    );
    tell!(rowOf(event!));
  };
  const outcomes = new EventOutcomes(reader as unknown as LedgerReader);
  const made = new ActPublisher({ publish } as unknown as Bus, new ManualClock(now), readModels, outcomes);
  await made.onModuleInit();
  return made;
};

beforeEach(async () => {
  published.length = 0;
  refusal = undefined;
  silent = false;
  readModels = new InMemoryReadModels();
  publisher = await start();
});
afterEach(() => {
  jest.useRealTimers();
});

const act = (name: StallAct, body: object, from = origin) =>
  new ActOnStallHandler(publisher).execute(new ActOnStall(name, 'c', { body, origin: from }));

describe('acting on a stall', () => {
  it.each<[StallAct, string, object]>([
    ['acknowledge', 'baton.stall.acknowledged.v1', { leg: 'vp', kind: 'absent', until: later, note: 'I call her' }],
    ['acknowledge', 'baton.stall.acknowledged.v1', {}],
    ['end-acknowledgement', 'baton.stall.acknowledgement-ended.v1', { leg: 'vp', reason: 'off to the ward' }],
    ['snooze', 'baton.stall.snoozed.v1', { kind: 'missed', until: later, reason: 'she lands tomorrow' }],
  ])('%s publishes %s', async (name, type, body) => {
    expect(await act(name, body)).toEqual({ kind: 'folded' });
    const { topic, event } = published[0]!;
    expect([topic, checkEvent(event).ok]).toEqual(['baton.events.v1', true]);
    expect(event).toMatchObject({ type, partitionkey: 'c', actor: 'H', onbehalfof: 'Q', data: body });
    expect(event.time).toBe('2026-09-22T07:00:00.000Z');
  });

  it('takes effect once for one key', async () => {
    expect(await act('snooze', { until: later })).toEqual({ kind: 'folded' });
    expect(await act('snooze', { until: later })).toEqual({ kind: 'folded' });
    expect(published).toHaveLength(1);
    await act('snooze', { until: later }, { ...origin, key: 'another' });
    expect(published).toHaveLength(2);
  });

  it.each<[string, object, CommandOrigin]>([
    ['another body', { until: later, kind: 'missed' }, origin],
    ['another actor', { until: later }, { ...origin, actor: { id: 'Q' } }],
  ])('is refused with the same key and %s', async (_, body, from) => {
    expect(await act('snooze', { until: later })).toEqual({ kind: 'folded' });
    const refused = { kind: 'refused', refusal: 'idempotency-key-reused' };
    expect(await act('snooze', body, from)).toMatchObject(refused);
    expect(published).toHaveLength(1);
    expect(await act('snooze', { until: later })).toEqual({ kind: 'folded' });
  });

  it('is refused with the same key and another act', async () => {
    await act('snooze', { until: later });
    expect(await act('acknowledge', { until: later })).toMatchObject({ refusal: 'idempotency-key-reused' });
  });

  it('says the refusal of the ledger, and says it again', async () => {
    refusal = 'no-open-stall';
    const refused = { kind: 'refused', refusal: 'no-open-stall', detail: 'so' };
    expect(await act('acknowledge', {})).toEqual(refused);
    expect(await act('acknowledge', {})).toEqual(refused);
    expect(published).toHaveLength(1);
  });

  it.each<StallAct>(['acknowledge', 'snooze'])('%s does not end before it begins', async (name) => {
    const until = '2026-09-22T15:00:00+08:00';
    expect(await act(name, { until })).toMatchObject({ kind: 'refused', refusal: 'until-is-past' });
    expect(published).toEqual([]);
    expect(await act(name, { until: '2026-09-22T15:00:00.001+08:00' })).toEqual({ kind: 'folded' });
  });

  it('is stored when the ledger has not said anything within five seconds', async () => {
    silent = true;
    jest.useFakeTimers();
    const answer = act('acknowledge', {});
    await jest.advanceTimersByTimeAsync(4_999);
    expect(published).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual({ kind: 'stored' });
  });
});

describe('a silence', () => {
  it('is set and ended by a fact that belongs to no case', async () => {
    const body = { matcher: { party: 'V', kind: 'idle' as const }, reason: 'The house moves', until: later };
    expect(await new SetSilenceHandler(publisher).execute(new SetSilence('s', body, origin))).toEqual({
      kind: 'folded',
    });
    const end = new EndSilence('s', { ...origin, key: 'end' });
    const handler = new EndSilenceHandler(publisher, readModels);
    await handler.onModuleInit();
    expect(await handler.execute(end)).toMatchObject({ kind: 'refused', refusal: 'unknown-silence' });
    const document = { id: 's', matcher: body.matcher, author: 'H', reason: body.reason, until: now + 1 };
    await readModels.apply('ledger-reader', batch++, [{ collection: 'silences', kind: 'put', document }]);
    expect(await handler.execute(end)).toEqual({ kind: 'folded' });
    await readModels.apply('ledger-reader', batch++, [{ collection: 'silences', kind: 'remove', id: 's' }]);
    expect(await handler.execute(end)).toEqual({ kind: 'folded' });
    expect(published.map(({ topic, event }) => [topic, event.type, event.data, checkEvent(event).ok])).toEqual([
      ['baton.reference.v1', 'baton.rules.silence-set.v1', { silence: 's', ...body }, true],
      ['baton.reference.v1', 'baton.rules.silence-ended.v1', { silence: 's' }, true],
    ]);
    expect(published.map(({ event }) => event.partitionkey)).toEqual([undefined, undefined]);
  });

  it('is not set for the past', async () => {
    const body = { matcher: { party: 'V' }, reason: 'Too late', until: '2026-09-22T07:00:00Z' };
    const outcome = await new SetSilenceHandler(publisher).execute(new SetSilence('s', body, origin));
    expect([outcome, published]).toMatchObject([{ refusal: 'until-is-past' }, []]);
  });
});
