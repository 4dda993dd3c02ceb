import type { StallKind } from '@baton/contracts';
import { absent } from './absent.ts';
import { missed } from './missed.ts';
import { overrun } from './overrun.ts';
import type { StallRule } from './stall-rule.ts';
import { unaccepted } from './unaccepted.ts';

/** Every kind of stall, in the order in which they look at a change. */
export const stallRules: readonly StallRule[] = [unaccepted, overrun, absent, missed];

export const stallRuleOf: Readonly<Record<StallKind, StallRule>> = { unaccepted, overrun, absent, missed };
