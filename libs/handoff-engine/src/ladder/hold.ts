import type { Instant } from '@baton/contracts';
import { shiftEnd } from '@baton/working-time';
import type { Desk } from '../case-record.ts';
import type { Episode, Hold } from '../episode.ts';
import { recordDraft } from '../telling.ts';
import type { CaseFolder, StallAct } from '../case-folder.ts';
import { climb } from './rungs.ts';

const hour = 3_600_000;
/** Working time of whoever acknowledges without naming an end, unless the policy says otherwise. */
const acknowledgedFor = 4 * hour;

/** Who holds what, and until when. */
export interface Held {
  readonly episode: Episode;
  readonly fact: Exclude<StallAct, { type: 'baton.stall.acknowledgement-ended.v1' }>;
}

/** The ladder of an episode stands still. */
export const hold = (folder: CaseFolder, desk: Desk, { episode, fact }: Held): void => {
  const isSnooze = fact.type === 'baton.stall.snoozed.v1';
  const by = isSnooze ? fact.actor : (fact.by ?? fact.actor);
  const asked = fact.until;
  const end = isSnooze
    ? { until: Math.max(fact.until, folder.at), ends: 'snooze-over' }
    : endOf(folder, { by, since: folder.at, asked });
  const kind = isSnooze ? 'snoozed' : 'acknowledged';
  const old = episode.rungDue;
  if (episode.hold !== undefined) put(episode, episode.hold, { endedBy: fact.id, endedAt: folder.at });
  episode.hold = { kind, fact: fact.id, by, since: folder.at, asked, ...end };
  episode.rungDue = undefined;
  sayMoved(desk, folder.at, { leg: episode.leg, old, because: kind });
};

const put = (
  episode: Episode,
  hold: Hold,
  { endedBy, endedAt }: { readonly endedBy: string | undefined; readonly endedAt: Instant },
): void => {
  episode.hold = undefined;
  episode.pastHolds = [...episode.pastHolds, { ...hold, endedAt: Math.max(endedAt, hold.since), endedBy }];
};

/** An acknowledgement is a promise with a clock: it ends with the shift, with an absence, or when it expires. */
const endOf = (
  folder: CaseFolder,
  { by, since, asked }: Pick<Hold, 'by' | 'since' | 'asked'>,
): Pick<Hold, 'until' | 'ends'> => {
  const { reference, sequence } = folder;
  const calendar = reference.calendarOf(by, sequence);
  const allowed = folder.policy?.acknowledgeFor ?? acknowledgedFor;
  const expires = asked ?? calendar.add(since, allowed) ?? since;
  let end: Pick<Hold, 'until' | 'ends'> = { until: Math.max(expires, since), ends: 'acknowledgement-expired' };
  const consider = (at: Instant | undefined, ends: string): void => {
    if (at !== undefined && at < end.until) end = { until: Math.max(at, since), ends };
  };
  consider(shiftEnd(calendar, since), 'acknowledgement-shift-over');
  for (const { from, until } of reference.absencesOf(by, sequence)) {
    if (until > since) consider(from, 'acknowledgement-absent');
  }
  return end;
};

/** The rules changed: an acknowledgement may end at another instant, a rung come at another. */
export const reviseLadder = (folder: CaseFolder, desk: Desk, { episode, because }: Revised): void => {
  const { hold: held, rungDue: old } = episode;
  if (held?.kind === 'acknowledged') {
    const end = endOf(folder, held);
    episode.hold = { ...held, ...end, until: Math.max(end.until, folder.at) };
    return;
  }
  climb(folder, episode);
  if (episode.rungDue !== old) sayMoved(desk, folder.at, { leg: episode.leg, old, new: episode.rungDue, because });
};

interface Revised {
  readonly episode: Episode;
  readonly because: string;
}

/** The ladder goes on with what was left of its step. */
export const release = (
  folder: CaseFolder,
  desk: Desk,
  { episode, because, endedBy }: Revised & { readonly endedBy?: string },
): void => {
  put(episode, episode.hold!, { endedBy, endedAt: folder.at });
  climb(folder, episode);
  sayMoved(desk, folder.at, { leg: episode.leg, new: episode.rungDue, because });
};

interface Moved {
  readonly leg: string | undefined;
  readonly old?: Instant | undefined;
  readonly new?: Instant | undefined;
  readonly because: string;
}

export const sayMoved = (desk: Desk, at: Instant, moved: Moved): void => {
  const { leg, old, new: next, because } = moved;
  recordDraft(desk, {
    type: 'deadline-moved',
    ...{ id: '', caseId: desk.record.id, dueAt: at, knownAt: at },
    clock: 'rung',
    because,
    ...(leg === undefined ? {} : { leg }),
    ...(old === undefined ? {} : { old }),
    ...(next === undefined ? {} : { new: next }),
  });
};

/** Holds that ended by themselves before `now`, while nobody looked. */
export const expire = (episodes: readonly Episode[], now: Instant): void => {
  for (const episode of episodes) {
    const { hold: held } = episode;
    if (held !== undefined && held.until <= now) put(episode, held, { endedBy: undefined, endedAt: held.until });
  }
};
