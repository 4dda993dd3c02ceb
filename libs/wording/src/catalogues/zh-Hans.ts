import type { Catalogue } from './en.ts';
import { zhHansAlert } from './zh-Hans-alert.ts';
import { zhHansBlindSpots } from './zh-Hans-blind-spots.ts';
import { zhHansConsole } from './zh-Hans-console.ts';
import { zhHansExplain } from './zh-Hans-explain.ts';
import { zhHansTimeline } from './zh-Hans-timeline.ts';

export const zhHans: Catalogue = {
  ...zhHansAlert,
  ...zhHansTimeline,
  ...zhHansConsole,
  ...zhHansExplain,
  ...zhHansBlindSpots,
};
