import type { StallKind } from '@baton/contracts';
import { absent } from './absent.ts';
import { forecast } from './forecast.ts';
import { idle } from './idle.ts';
import { incomplete } from './incomplete.ts';
import { missed } from './missed.ts';
import { overrun } from './overrun.ts';
import { runaround } from './runaround.ts';
import type { StallRule } from './stall-rule.ts';
import { unaccepted } from './unaccepted.ts';
import { unowned } from './unowned.ts';

/** Every kind of stall, in the order in which they look at a change. */
export const stallRules: readonly StallRule[] = [
  unowned,
  unaccepted,
  idle,
  overrun,
  absent,
  incomplete,
  runaround,
  missed,
  forecast,
];

export const stallRuleOf: Readonly<Record<StallKind, StallRule>> = {
  ...{ unaccepted, idle, overrun, absent, unowned, incomplete, runaround, missed, forecast },
};
