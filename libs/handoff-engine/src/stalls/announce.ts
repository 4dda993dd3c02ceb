import type { CaseFolder } from '../case-folder.ts';
import { stallRules } from './index.ts';
import type { Change } from './stall-rule.ts';

/** Tells every stall rule what has happened to the folder's case. */
export const announce = (folder: CaseFolder, change: Change): void => {
  for (const rule of stallRules) rule.changed(folder, change);
};
