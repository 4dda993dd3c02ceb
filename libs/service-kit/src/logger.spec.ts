import { beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { nestLogger } from './logger.ts';

let lines: Record<string, unknown>[];
let logger: ReturnType<typeof nestLogger>;
beforeEach(() => {
  lines = [];
  logger = nestLogger(pino({ base: undefined, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) }));
});

it('keeps the fields of what is said', () => {
  logger.warn({ text: 'parked', caseId: 'c1', eventId: '/x e1' }, 'reaction');
  logger.error({ text: 'left alone', caseId: 'c2', reason: 'no such hour' }, 'ledger');
  expect(lines).toEqual([
    { level: 40, context: 'reaction', caseId: 'c1', eventId: '/x e1', msg: 'parked' },
    { level: 50, rest: ['ledger'], caseId: 'c2', reason: 'no such hour', msg: 'left alone' },
  ]);
});

it('takes plain words and faults as they are', () => {
  logger.warn('careful', 'here');
  logger.error(new Error('broken'));
  logger.warn(null);
  expect(lines.map(({ msg }) => msg)).toEqual(['careful', 'Error: broken', 'null']);
});
