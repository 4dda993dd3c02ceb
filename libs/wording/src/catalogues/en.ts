import { enAlert } from './en-alert.ts';
import { enBlindSpots } from './en-blind-spots.ts';
import { enConsole } from './en-console.ts';
import { enExplain } from './en-explain.ts';
import { enTimeline } from './en-timeline.ts';

export const en = { ...enAlert, ...enTimeline, ...enConsole, ...enExplain, ...enBlindSpots } as const;

export type Key = keyof typeof en;
/** Every language has every key: a missing or a superfluous one fails the build. */
export type Catalogue = Readonly<Record<Key, string>>;
