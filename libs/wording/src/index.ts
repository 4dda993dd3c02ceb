export * from './languages.ts';
export * from './wording.ts';
export { workingDayMs } from './durations.ts';
export type { InstantFormat } from './instants.ts';
export type { Text, Values } from './texts.ts';
export type { Key } from './catalogues/en.ts';
export type { AlertContext } from './alert/alert.ts';
export type { WayOut, WayOutContext } from './alert/act.ts';
export type { TimelineContext } from './timeline/telling.ts';
