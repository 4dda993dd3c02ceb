import { type Static, Type } from '@sinclair/typebox';
import { closed, duration, flag, id, line, list, oneOf } from './form-parts.ts';

export const callees = [
  'holder',
  'giver',
  'receiver',
  'manager',
  'giver-manager',
  'owner',
  'on-duty',
  'special-handling',
] as const;

const rung = closed(
  {
    after: duration("How long after the stall was raised, in working time of the leg's party. 0 min: at once."),
    elapsed: Type.Optional(flag('Count elapsed time instead of working time.')),
    whom: oneOf(
      'Who is called. on-duty: whoever of the group is there now. special-handling: those who may grant a way out.',
      callees,
    ),
    group: Type.Optional(id('For on-duty: the team or role.')),
    channel: line('How they are called.'),
  },
  'One step of a ladder',
);

export const ladder = list(rung, { maxItems: 100 }, 'The steps, in order. Each fires once while the stall lasts.');

export type RungForm = Static<typeof rung>;
