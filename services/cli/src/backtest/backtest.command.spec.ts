import { describe, expect, it } from '@jest/globals';
import type { BackTestReport } from '@baton/handoff';
import { baton, dataOf, fileIn, hour, start } from '../replay/ledger-folder.fixture.ts';

const policy = (budget: string): string =>
  fileIn(
    'policy.yaml',
    `kind: policy
id: default
version: 2
budgets:
  - { leg: sign, acceptBudget: ${budget} }
ladders:
  - rungs: [{ after: 0 min, whom: owner, channel: chat }]
`,
  );

const data = () =>
  dataOf(
    { caseId: 'quick', accepted: 1.5, completed: 3, needBy: 9 },
    { caseId: 'slow', accepted: 5, completed: 6, needBy: 4.5 },
  );

describe('a back-test', () => {
  it('says the conclusion first, then what it rests on', async () => {
    const { code, out, notes } = await baton(
      'backtest',
      '--policy',
      policy('2 h'),
      '--data',
      await data(),
      '--zone',
      'UTC',
    );
    expect([code, notes]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'With policy default version 2:',
      expect.stringMatching(/^  stalls: 0 gained, \d lost$/),
      expect.stringMatching(/^  warning before a miss, median: /),
      expect.stringMatching(/^  false alarms: \d fewer$/),
      expect.stringMatching(/^  calls: /),
      '2 cases, 12 facts, 2026-03-02T00:00+00:00 to 2026-03-02T06:00+00:00',
    ]);
    expect(out).toMatch(/^unaccepted +2 +1 +0 +1 +0 +1$/m);
    expect(out).toMatch(/^2026-03-02T01:00\+00:00 +unaccepted +quick +sign$/m);
    expect(out).toMatch(/^missed +1 +1$/m);
    expect(out).toMatch(/^A +1 +chat +0 +\d$/m);
    expect(out).toMatch(/^V +1 +mail +\d +0$/m);
  });

  it('says it for programs, of a stretch of time', async () => {
    const words = ['--from', '2026-03-02T00:30Z', '--to', '2026-03-02T04:00Z', '--json'];
    const { out } = await baton('backtest', '--policy', policy('30 min'), '--data', await data(), ...words);
    const report = JSON.parse(out) as BackTestReport;
    expect([report.from, report.to]).toEqual([start + hour / 2, start + 4 * hour]);
    expect(report.tried).toEqual(['policy default version 2']);
  });

  it('changes nothing in the data folder', async () => {
    const folder = await data();
    const verify = () => baton('replay', '--verify', '--data', folder, '--json');
    const withoutTime = ({ out }: { out: string }): string => out.replace(/"seconds": .*/, '');
    const before = withoutTime(await verify());
    await baton('backtest', '--policy', policy('2 h'), '--data', folder);
    expect(withoutTime(await verify())).toBe(before);
  });

  it('takes no file that is wrong', async () => {
    const wrong = fileIn('wrong.yaml', 'kind: policy\nid: x\nversion: soon\nladders: []\n');
    const { code, out } = await baton('backtest', '--policy', wrong, '--data', await data());
    expect([code, out]).toEqual([1, expect.stringMatching(/wrong\.yaml:3:10: expected /)]);
  });

  it.each([
    [[], /--policy: missing/, 2],
    [['--policy', 'none.yaml'], /none\.yaml/, 1],
    [['--policy', 'x', '--from', 'soon'], /--from: expected an instant/, 2],
    [['--policy', 'x', '--from', '2026-03-02', '--to', '2026-03-01'], /--to: expected an instant after --from/, 2],
  ])('explains %j', async (words, message, exitCode) => {
    const { code, notes } = await baton('backtest', ...words);
    expect([code, notes]).toEqual([exitCode, expect.stringMatching(message)]);
  });

  it('needs a ledger', async () => {
    const { code, notes } = await baton('backtest', '--policy', policy('2 h'), '--data', fileIn('nothing'));
    expect([code, notes]).toEqual([1, expect.stringContaining('--data: no ledger in ')]);
  });
});
