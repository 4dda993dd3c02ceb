import { expect, it } from '@jest/globals';
import type { BlindSpot } from '@baton/contracts';
import { wording } from '../wording.ts';

const since = Date.UTC(2026, 8, 24, 8, 30);
const until = Date.UTC(2026, 8, 24, 9, 10);
const spots: readonly BlindSpot[] = [
  { kind: 'silent-source', source: '/his', since, hours: 5 },
  { kind: 'calendar-past', calendar: 'office', validThrough: '2026-08-31' },
  { kind: 'calendar-ending', calendar: 'office', validThrough: '2026-12-31' },
  { kind: 'late-sweep', since, until },
  { kind: 'late-sweep', since },
  { kind: 'stale-read-models', since },
];

it.each([
  [
    'en',
    [
      'Nothing has come from **/his** since **Thu 24 Sep 16:30**.',
      'The calendar **office** ended with **2026-08-31**.',
      'The calendar **office** ends with **2026-12-31**.',
      'What was due at **Thu 24 Sep 16:30** was noticed at **Thu 24 Sep 17:10** only.',
      'What has been due since **Thu 24 Sep 16:30** has not been looked at yet.',
      'What has come since **Thu 24 Sep 16:30** is not shown yet.',
    ],
  ],
  [
    'zh-Hans',
    [
      '自 **9月24日 周四 16:30** 起，**/his** 没有任何消息。',
      '日历 **office** 到 **2026-08-31** 为止，已经用完。',
      '日历 **office** 到 **2026-12-31** 为止。',
      '**9月24日 周四 16:30** 到期的事，**9月24日 周四 17:10** 才被发现。',
      '自 **9月24日 周四 16:30** 起到期的事还没有检查。',
      '**9月24日 周四 16:30** 以后的消息还没有显示。',
    ],
  ],
] as const)('says in %s what Baton cannot see', (language, titles) => {
  const said = spots.map((spot) => wording(language).blindSpot(spot, 'Asia/Shanghai'));
  expect(said.map(({ title }) => title)).toEqual(titles);
  expect(new Set(said.map(({ detail }) => detail)).size).toBe(spots.length);
});

it('says by how much a source has been heard of before', () => {
  expect(wording('en').blindSpot(spots[0]!, 'UTC').detail).toContain('5 hours of this stretch');
});
