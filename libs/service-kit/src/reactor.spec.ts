import { expect, it } from '@jest/globals';
import { InMemoryBus } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { HealthRegistry } from './health.ts';
import { outcomeOf, react, reactionContext } from './reactor.ts';

const event: CloudEvent = {
  specversion: '1.0',
  id: 'e1',
  source: '/s',
  type: 't.v1',
  partitionkey: 'c1',
  actor: 'Q',
  onbehalfof: 'R',
  traceparent: '00-1',
};

it('hands each event of its types to the handler', async () => {
  const bus = new InMemoryBus({ now: () => 0 });
  const seen: string[] = [];
  const consumer = await react(bus, { group: 'g', topics: ['baton.events.v1'], types: ['t.v1'] }, async ({ id }) => {
    seen.push(id);
    return { kind: 'done' };
  });
  await bus.publish('baton.events.v1', [event, { ...event, id: 'e2', type: 'other.v1' }, { ...event, id: 'e3' }]);
  await bus.barrier();
  expect(seen).toEqual(['e1', 'e3']);
  await consumer.stop();
  await bus.close();
});

it('says that it is in trouble while it retries, and no longer', async () => {
  const bus = new InMemoryBus({ now: () => 0, retry: { delayMs: () => 1 } });
  const health = new HealthRegistry();
  const troubles: unknown[] = [];
  let attempts = 0;
  const consumer = await react(bus, { group: 'g', topics: ['baton.events.v1'], health }, async () => {
    troubles.push(health.troubles());
    return attempts++ === 0 ? { kind: 'retry', reason: 'busy' } : { kind: 'done' };
  });
  await bus.publish('baton.events.v1', [event]);
  await bus.barrier();
  expect(troubles).toEqual([[], [{ part: 'g', reason: 'retries: busy' }]]);
  expect(health.troubles()).toEqual([]);
  await consumer.stop();
  await bus.close();
});

it('derives a command from its event, the same each time', () => {
  const context = reactionContext(event, 'c1');
  expect(context).toEqual({
    actor: { id: 'Q', onBehalfOf: 'R' },
    commandId: '/s e1',
    commandHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    caseId: 'c1',
    causationId: 'e1',
    correlationId: 'e1',
    traceparent: '00-1',
  });
  expect(reactionContext(event, 'c1')).toEqual(context);
  expect(reactionContext(event, 'c1', 'second')).toMatchObject({ commandId: '/s e1 second' });
});

it('tells the bus what became of the command', () => {
  const refused = { kind: 'refused', refusal: 'closed', detail: 'It is closed.' } as const;
  expect(outcomeOf({ kind: 'accepted', revision: 0, state: 1, events: [], repeated: true })).toEqual({ kind: 'done' });
  expect(outcomeOf(refused)).toEqual({ kind: 'park', reason: 'closed: It is closed.' });
  expect(outcomeOf(refused, ['closed'])).toEqual({ kind: 'done' });
  expect(outcomeOf({ kind: 'conflict' })).toMatchObject({ kind: 'retry' });
  expect(outcomeOf({ kind: 'key-reused' })).toMatchObject({ kind: 'park' });
});
