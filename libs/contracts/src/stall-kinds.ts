/** Each is one file in `handoff-engine/src/stalls`. */
export const stallKinds = [
  'unaccepted',
  'idle',
  'overrun',
  'absent',
  'unowned',
  'incomplete',
  'runaround',
  'forecast',
  'missed',
] as const;
export type StallKind = (typeof stallKinds)[number];
