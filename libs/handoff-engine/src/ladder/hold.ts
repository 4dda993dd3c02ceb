import type { Instant } from '@baton/contracts';
import { shiftEnd } from '@baton/working-time';
import { type Desk, type Episode, type Hold, type PastHold, recordTelling } from '../case-record.ts';
import type { CaseFolder, StallAct } from '../case-folder.ts';
import { irregular, refuse } from '../facts/answers.ts';
import { climb } from './rungs.ts';

const hour = 3_600_000;
/** Working time of whoever acknowledges without naming an end, unless the policy says otherwise. */
const acknowledgedFor = 4 * hour;

/** What somebody does about the open episodes that they mean, or all of the case. */
export const act = (folder: CaseFolder, desk: Desk, fact: StallAct): void => {
  const meant = desk.record.episodes.filter(
    ({ status, kind, leg }) =>
      status === 'open' && (fact.kind ?? kind) === kind && (fact.leg === undefined || fact.leg === leg),
  );
  if (fact.type === 'baton.stall.acknowledgement-ended.v1') {
    const held = meant.filter(({ hold }) => hold !== undefined);
    if (held.length === 0) return irregular(folder, fact, 'nobody had acknowledged it');
    for (const episode of held) {
      release(folder, desk, { episode, because: 'acknowledgement-ended', endedBy: fact.id });
    }
    return;
  }
  if (meant.length === 0) {
    const what = [fact.leg, fact.kind].filter((one) => one !== undefined).join(' ');
    return refuse(folder, fact, { refusal: 'no-open-stall', detail: `nothing stalls now: ${what || 'any'}` });
  }
  for (const episode of meant) hold(folder, desk, { episode, fact });
};

interface Held {
  readonly episode: Episode;
  readonly fact: Exclude<StallAct, { type: 'baton.stall.acknowledgement-ended.v1' }>;
}

const hold = (folder: CaseFolder, desk: Desk, { episode, fact }: Held): void => {
  const isSnooze = fact.type === 'baton.stall.snoozed.v1';
  const by = isSnooze ? fact.actor : (fact.by ?? fact.actor);
  const asked = fact.until;
  const end = isSnooze
    ? { until: Math.max(fact.until, folder.at), ends: 'snooze-over' }
    : endOf(folder, { by, since: folder.at, asked });
  const kind = isSnooze ? 'snoozed' : 'acknowledged';
  const old = episode.rungDue;
  if (episode.hold !== undefined) put(folder, episode, episode.hold, { endedBy: fact.id });
  episode.hold = { kind, fact: fact.id, by, since: folder.at, asked, ...end };
  episode.rungDue = undefined;
  sayMoved(desk, folder.at, { leg: episode.leg, old, because: kind });
};

const put = (
  folder: CaseFolder,
  episode: Episode,
  hold: Hold,
  { endedBy, endedAt = folder.at }: { readonly endedBy: string | undefined; readonly endedAt?: Instant },
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
  put(folder, episode, episode.hold!, { endedBy });
  climb(folder, episode);
  sayMoved(desk, folder.at, { leg: episode.leg, new: episode.rungDue, because });
};

/** What somebody did about stalls was a mistake: the ladders of the open ones go on as without it. */
export const undo = (folder: CaseFolder, desk: Desk, act: StallAct): void => {
  for (const episode of desk.record.episodes) {
    if (episode.status !== 'open') continue;
    const ended = episode.pastHolds.find(({ endedBy }) => endedBy === act.id);
    const isMeant = episode.hold?.fact === act.id || episode.pastHolds.some(({ fact }) => fact === act.id);
    if (!isMeant && ended === undefined) continue;
    const old = episode.rungDue;
    if (episode.hold?.fact === act.id) episode.hold = undefined;
    episode.pastHolds = episode.pastHolds.filter((past) => past.fact !== act.id && past !== ended);
    if (ended !== undefined && ended.fact !== act.id) goOn(folder, episode, ended);
    climb(folder, episode);
    sayMoved(desk, folder.at, { leg: episode.leg, old, new: episode.rungDue, because: 'voided' });
  }
};

/** What ended the hold was a mistake: it lasts as long as it would have. */
const goOn = (folder: CaseFolder, episode: Episode, past: PastHold): void => {
  const { endedAt: _endedAt, endedBy: _endedBy, ...hold } = past;
  if (hold.until <= folder.at) put(folder, episode, hold, { endedBy: undefined, endedAt: hold.until });
  else if (episode.hold === undefined) {
    episode.hold = hold;
    episode.rungDue = undefined;
  }
};

interface Moved {
  readonly leg: string | undefined;
  readonly old?: Instant | undefined;
  readonly new?: Instant | undefined;
  readonly because: string;
}

const sayMoved = (desk: Desk, at: Instant, moved: Moved): void => {
  const { leg, old, new: next, because } = moved;
  recordTelling(
    desk,
    {
      type: 'deadline-moved',
      clock: 'rung',
      because,
      ...(leg === undefined ? {} : { leg }),
      ...(old === undefined ? {} : { old }),
      ...(next === undefined ? {} : { new: next }),
    },
    at,
  );
};
