import { describe, expect, it } from '@jest/globals';
import { csv, log, row, run } from './incident-log.fixture.ts';

describe('a log that is not quite right', () => {
  it('names rows that cannot be read by their lines, and goes on', async () => {
    const bad = [row('C', '32/3/2016 10:00', {}), row('?', '8/3/2016 10:00', {}), 'C,New', 'C,"New"x,0'];
    const { summary } = await run(csv(log[0]!, ...bad, log[1]!));
    expect(summary.events).toBe(2);
    expect(summary.badRows.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
    expect(summary.badRows[0]!.reason).toBe("sys_updated_at: expected D/M/YYYY HH:mm, found '32/3/2016 10:00'");
    await expect(run(csv(log[0]!, ...bad), { maxBadRows: 1 })).rejects.toThrow(
      'more than 1 rows cannot be read; the last one is line 4',
    );
  });

  it('must be the log that the map is for', async () => {
    await expect(run('a,b\n1,2\n')).rejects.toThrow('log.csv: expected a column number; its header has a, b');
    await expect(run(csv(log[0]!, log[1]!).replace('Caller 1', '"Caller 1'))).rejects.toThrow(
      /log\.csv: Quote Not Closed/,
    );
    await expect(run(csv())).rejects.toThrow('expected at least one row');
  });
});
