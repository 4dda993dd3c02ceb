import { expect, it } from '@jest/globals';
import { startOfDay, zonedDays } from './zoned-days.ts';

it('finds local midnight', () => {
  expect(startOfDay(Date.UTC(2026, 8, 22, 7), 'Asia/Shanghai')).toBe(Date.UTC(2026, 8, 21, 16));
  expect(startOfDay(Date.UTC(2026, 8, 21, 16), 'Asia/Shanghai')).toBe(Date.UTC(2026, 8, 21, 16));
});

it('follows a change of the clocks', () => {
  const days = zonedDays({ from: Date.UTC(2026, 2, 28, 12), until: Date.UTC(2026, 2, 30, 12) }, 'Europe/Rome');
  expect(days.map((day) => (day.until - day.from) / 3_600_000)).toEqual([24, 23, 24]);
});
