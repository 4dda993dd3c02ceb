import { expect, it } from '@jest/globals';
import { InMemoryEventStore } from '@baton/event-store';
import { ManualClock } from '../clock.ts';
import { CommandRunner } from '../command-runner.ts';
import { CommandCounts } from './command-counts.ts';
import { Metrics } from './metrics.ts';

type Command = 'note' | 'refuse' | 'throw';

const decider = {
  initial: 0,
  decide(command: Command) {
    if (command === 'throw') throw new Error('a bug');
    if (command === 'refuse') return { kind: 'refused', refusal: 'no', detail: 'No.' } as const;
    return { kind: 'accepted', events: [{ type: 'noted', data: null }] } as const;
  },
  evolve: (state: number) => state + 1,
};

const metrics = new Metrics();
const counts = new CommandCounts(metrics);
let keys = 0;
const run = (command: Command, store = new InMemoryEventStore({ now: () => 0 }), stream = 'request-1') =>
  new CommandRunner(store, new ManualClock(), counts).run({ decider, stream } as never, command, {
    ...{ actor: { id: 'Q' }, commandId: `k${++keys}`, commandHash: 'h', caseId: '1' },
  });

it('counts how commands end, by service', async () => {
  await run('note');
  await run('refuse');
  await expect(run('throw')).rejects.toThrow('a bug');
  const busy = new InMemoryEventStore({ now: () => 0 });
  busy.append = async () => ({ kind: 'conflict', actual: 7 });
  await run('note', busy);
  await run('note', undefined, 'approval-1');
  await run('note', undefined, 'elsewhere-1');
  const counted = (await metrics.text()).split('\n').filter((line) => line.startsWith('baton_commands_total'));
  const those = (service: string, [done, refused, conflict, fault]: readonly number[]): readonly string[] => [
    `baton_commands_total{service="${service}",outcome="done"} ${done}`,
    `baton_commands_total{service="${service}",outcome="refused"} ${refused}`,
    `baton_commands_total{service="${service}",outcome="conflict"} ${conflict}`,
    `baton_commands_total{service="${service}",outcome="fault"} ${fault}`,
  ];
  expect(counted).toEqual([
    ...those('requests', [1, 1, 1, 1]),
    ...those('approvals', [1, 0, 0, 0]),
    ...those('other', [1, 0, 0, 0]),
  ]);
});
