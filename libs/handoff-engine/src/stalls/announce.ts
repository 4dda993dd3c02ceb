import type { CaseFolder } from '../case-folder.ts';
import { stallRules } from './index.ts';
import type { Change, ChangeKind } from './stall-rule.ts';

type Listener = (folder: CaseFolder, change: Change) => void;

const listeners = new Map<ChangeKind, readonly Listener[]>();

const listenersTo = (kind: ChangeKind): readonly Listener[] => {
  let found = listeners.get(kind);
  if (found === undefined) {
    found = stallRules.flatMap(({ on }) => (on[kind] as Listener | undefined) ?? []);
    listeners.set(kind, found);
  }
  return found;
};

/** Tells every stall rule that it concerns what has happened to the folder's case. */
export const announce = (folder: CaseFolder, change: Change): void => {
  for (const listener of listenersTo(change.kind)) listener(folder, change);
};
