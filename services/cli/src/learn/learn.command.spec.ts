import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from '@baton/rule-files';
import { baton, dataOf, fileIn, hour } from '../replay/ledger-folder.fixture.ts';

const data = () =>
  dataOf(
    { caseId: 'a', accepted: 1, completed: 2, needBy: 99 },
    { caseId: 'b', accepted: 1, completed: 3, needBy: 99 },
    { caseId: 'c', accepted: 1, completed: 2.5, needBy: 99 },
  );

const learn = async (...words: string[]) =>
  baton('learn', '--route', 'fix', '--min-samples', '3', '--data', await data(), ...words);

describe('learning', () => {
  it('says what was found, beside what the route says', async () => {
    const { code, out } = await learn();
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      '1 of 1 legs of fix learned from 3 cases (quantile 0.5, at least 3 samples)',
      '',
      'LEG   PARTY  SAMPLES  LEARNED     ROUTE SAYS',
      'sign  any    3        1 h 30 min  4 h',
      'sign  V      3        1 h 30 min  4 h',
    ]);
  });

  it('takes another quantile, and learns nothing of too few', async () => {
    expect((await learn('--quantile', '1')).out).toMatch(/^sign +any +3 +2 h +4 h$/m);
    expect((await learn('--min-samples', '4')).out).toMatch(/^sign +any +3 +too few +4 h$/m);
  });

  it('writes a file of rules', async () => {
    const out = fileIn('learned.yaml');
    await learn('--out', out);
    const { documents, problems } = parseRuleFile(readFileSync(out, 'utf8'), { file: out });
    expect(problems).toEqual([]);
    expect(documents.map(({ value }) => value)).toEqual([
      {
        ...{ id: 'learned-fix', version: 1 },
        entries: [
          { route: 'fix', leg: 'sign', typical: 1.5 * hour, quantile: 0.5, samples: 3 },
          { route: 'fix', leg: 'sign', party: 'V', typical: 1.5 * hour, quantile: 0.5, samples: 3 },
        ],
      },
    ]);
  });

  it('publishes it when that is asked for, and only then', async () => {
    const sent: { type: string; actor: string; data: { durations: { id: string } } }[] = [];
    const server = createServer(async (request, response) => {
      sent.push(...(JSON.parse(await text(request)) as typeof sent));
      response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await learn('--url', url, '--out', fileIn('learned.yaml'));
      expect(sent).toEqual([]);
      expect((await learn('--url', url, '--publish', '--actor', 'M')).code).toBe(0);
      expect(sent).toMatchObject([{ type: 'baton.rules.durations-learned.v1', actor: 'M' }]);
      expect(sent[0]!.data.durations.id).toBe('learned-fix');
    } finally {
      server.close();
    }
  });

  it('does not publish nothing', async () => {
    const { code, notes } = await learn('--min-samples', '9', '--publish');
    expect([code, notes]).toEqual([1, expect.stringContaining('nothing was learned')]);
  });

  it.each([
    [[], /--route: missing/, 2],
    [['--route', 'fix', '--quantile', '0'], /--quantile: expected a number above 0/, 2],
    [['--route', 'fix', '--quantile', '1.1'], /--quantile: expected a number above 0/, 2],
    [['--route', 'fix', '--min-samples', '0'], /--min-samples: expected a whole number/, 2],
  ])('explains %j', async (words, message, exitCode) => {
    const { code, notes } = await baton('learn', ...words);
    expect([code, notes]).toEqual([exitCode, expect.stringMatching(message)]);
  });

  it('knows no route that nothing has run on', async () => {
    const { code, notes } = await baton('learn', '--route', 'other', '--data', await data());
    expect([code, notes]).toEqual([1, expect.stringContaining("no case has run on 'other'")]);
  });
});
