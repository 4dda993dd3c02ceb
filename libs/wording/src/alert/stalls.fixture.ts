import type { Option, StallRaised } from '@baton/contracts';
import type { AlertContext } from './words.ts';

/** The instant of a date and time of 2026 in Shanghai. */
export const shanghai = (month: number, day: number, time = '00:00'): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return Date.UTC(2026, month - 1, day, hour - 8, minute);
};
const names: Record<string, string> = {
  Q: 'Sterile supply room',
  H: 'Head of nursing Li',
  V: 'Vice-president Zhang',
  V2: 'Deputy Wu',
  A: 'Dean’s office',
};
export const deputy: Option = {
  handling: 'deputy-signs',
  kind: 'deputy',
  class: 'policy',
  rule: 'P-2',
  ruleTitle: 'The vice-president in charge signs',
  mayGrant: ['A'],
  to: 'V2',
  projectedFinish: shanghai(9, 29, '10:00'),
  saves: 14 * 86_400_000,
};
export const absent: StallRaised = {
  type: 'stall-raised',
  id: '1',
  episode: '1',
  caseId: 'request-1',
  kind: 'absent',
  group: 'V',
  inhibition: 'request-1 vice-president-signs',
  leg: 'vice-president-signs',
  dueAt: shanghai(9, 22, '15:00'),
  knownAt: shanghai(9, 22, '15:00'),
  title: 'Sterilizer 2 stands still',
  impact: 'critical',
  customer: 'Q',
  party: 'V',
  accountable: 'H',
  needBy: shanghai(9, 30, '17:00'),
  actBy: shanghai(9, 24, '16:30'),
  projectedFinish: shanghai(10, 13, '10:00'),
  legFinish: shanghai(10, 9, '09:30'),
  legFinishPresent: shanghai(9, 23, '09:30'),
  away: { from: shanghai(9, 23), until: shanghai(10, 9) },
};
export const context: AlertContext = {
  names: (id) => names[id] ?? id,
  legTitle: () => 'vice-president signs',
  options: [deputy],
  now: shanghai(9, 22, '15:00'),
  zone: 'Asia/Shanghai',
};
