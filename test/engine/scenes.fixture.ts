import type { Act } from './acts.fixture.ts';

/** One step of a scene: minutes after its start, and what differs from the act that plays it. */
type Step = readonly [minutes: number, what: string, change?: Partial<Act>];
type Scene = (act: Act) => readonly Step[];

const offered = 'handoff.offered';
const accepted = 'handoff.accepted';
const completed = 'handoff.completed';
const declined = 'handoff.declined';
/** `far` of an offer that names the receiver and never lapses: with all items, with none; and of one that lapses soon. */
const whole = { far: 5 };
const empty = { far: 3 };
const brief = { far: 53 };

/** Several facts that belong together, so that what is rare among facts at random happens often enough. */
export const scenes: Readonly<Record<string, Scene>> = {
  pass: ({ other, far }) => {
    const all: readonly Step[] = [
      [0, offered, far % 2 === 0 ? whole : empty],
      [20, accepted, { who: other }],
      [40, completed, { who: other, ...empty }],
    ];
    return all.slice(0, 1 + (far % 3));
  },
  'late-for-lapse': ({ other }) => [
    [0, offered, brief],
    [90, accepted, { who: other }],
  ],
  'late-for-withdrawal': ({ other }) => [
    [0, offered, whole],
    [10, 'handoff.withdrawn'],
    [20, accepted, { who: other }],
  ],
  'two-takers': ({ far }) => [
    [0, offered, { ...whole, other: 'crew' }],
    [far, accepted, { who: 'ann' }],
    [far + 5, accepted, { who: 'cid' }],
  ],
  'same-taker': ({ other }) => [
    [0, offered, whole],
    [10, accepted, { who: other }],
    [15, accepted, { who: other }],
  ],
  'taken-by-work': ({ other, far }) => [
    [0, offered, whole],
    [10, far % 2 === 0 ? completed : 'handoff.progressed', { who: other }],
  ],
  'given-back': ({ other }) => [
    [0, offered, whole],
    [10, accepted, { who: other }],
    [30, declined, { who: other }],
  ],
  'done-before-handover': ({ who, other }) => [
    [0, offered, { ...whole, other: who }],
    [10, accepted],
    [20, offered, { ...whole, other }],
    [30, completed],
  ],
  deputy: ({ far }) => [
    [0, offered, { ...whole, leg: 'sign', other: 'bob' }],
    [10, 'special-handling.granted', { leg: 'sign', far: 20 }],
    [20 + far, accepted, { leg: 'sign', who: 'bea' }],
  ],
  'deputy-too-late': ({ far }) => [
    [0, offered, { ...whole, leg: 'sign', other: 'bob' }],
    [10, 'special-handling.granted', { leg: 'sign', far: 20 }],
    [20 + far, accepted, { leg: 'sign', who: 'bob' }],
    [25 + far, accepted, { leg: 'sign', who: 'bea' }],
  ],
  delegate: ({ far }) => [
    [0, 'people.delegation-appointed', { who: 'bob', other: 'bea', far }],
    [5, 'people.delegation-accepted', { who: 'bob', other: 'bea' }],
    [10, offered, { ...whole, leg: 'sign', other: 'bob' }],
    [20 + far, accepted, { leg: 'sign', who: 'bea' }],
  ],
  'cancelled-on-offer': () => [
    [0, offered, whole],
    [10, 'case.cancelled'],
  ],
  away: ({ other, far }) => [
    [0, 'people.absence-declared', { who: other, far: 5 + far }],
    [0, 'case.amended', { far: 10 }],
    [10, offered, whole],
  ],
  around: ({ other, who }) => [
    [0, offered, whole],
    [10, declined, { who: other }],
    [20, offered, { ...whole, other: who }],
    [30, 'handoff.returned', { who, far: 3 }],
    [40, offered, whole],
    [50, declined, { who: other }],
  ],
  asked: ({ who, other }) => [
    [0, 'handoff.referred', { other: 'cid' }],
    [10, 'handoff.referred', { who: 'cid', other }],
    [20, 'handoff.referred', { who: other, other: who }],
  ],
  lacking: ({ other }) => [
    [0, offered, { ...empty, leg: 'sign' }],
    [30, accepted, { who: other, leg: 'sign' }],
    [60, 'handoff.returned', { who: other, leg: 'sign', far: 2 }],
  ],
  waiting: ({ other }) => [
    [0, offered, whole],
    [60, 'handoff.paused', { far: 3 }],
    [300, 'handoff.resumed'],
    [310, accepted, { who: other }],
  ],
  beside: () => [[0, 'special-handling.granted', { caseId: 'c2', leg: 'pay', who: 'desk', far: 5 }]],
  'nobody-there': () => [[0, offered, { ...whole, other: 'vacancy' }]],
  /** Somebody whose hours are known says so before the next rung. */
  'seen-to': ({ far }) => [
    [0, offered, { ...whole, other: 'bob' }],
    [125 + far, 'stall.acknowledged', { far: 13 * (far % 4), who: 'cid' }],
  ],
};
