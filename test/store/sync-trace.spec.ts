import { describe, expect, it } from '@jest/globals';
import { traceSyncs, whyNoTrace } from './sync-trace.ts';

const reason = whyNoTrace();
const traced = reason === undefined ? it : it.skip;
const because = reason === undefined ? '' : `, skipped because ${reason}`;

describe('an answered append is on disk', () => {
  traced(
    `every answer comes after a sync of the log that holds it${because}`,
    async () => {
      const { answers, syncs, unsynced } = await traceSyncs();
      expect(unsynced).toEqual([]);
      expect(answers).toBe(100);
      expect(syncs).toBeGreaterThanOrEqual(25);
    },
    60_000,
  );

  traced(
    `a writer that answers before its commit is found out${because}`,
    async () => {
      const { answers, unsynced } = await traceSyncs('answer-early');
      expect(answers).toBe(100);
      expect(unsynced).toHaveLength(100);
    },
    60_000,
  );
});
