import type { StallsPage, TimelineView } from '@baton/contracts';
import type { Standalone } from '@baton/standalone';

/** Either way to run: one process or many. */
export type Running = Pick<Standalone, 'url' | 'sample' | 'stop'>;

export const hospital = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
export const wall = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');

export const get = async <T>(running: Running, path: string): Promise<T> => {
  const answer = await fetch(running.url + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

export const post = (running: Running, path: string, what: { actor: string; body: unknown }): Promise<Response> =>
  fetch(running.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'baton-actor': what.actor },
    body: JSON.stringify(what.body),
  });

export const playToTheAlert = async (running: Running): Promise<void> =>
  running.sample!.player.playTo(hospital('09-22 15:00'));

export const playToTheEnd = async (running: Running): Promise<void> => {
  const { player } = running.sample!;
  player.play();
  const limit = Date.now() + 60_000;
  while (!player.view().ended) {
    if (Date.now() > limit) throw new Error(`the story stands still at ${player.view().now}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

export const grantDeputy = async (running: Running): Promise<Response> => {
  await running.sample!.player.playTo(hospital('09-22 15:20'));
  const { caseId } = running.sample!.player.view();
  return post(running, `/v1/cases/${caseId}/special-handlings`, {
    actor: 'A',
    body: { leg: 'vice-president-signs', handling: 'deputy-signs', reason: 'it must run before the holiday' },
  });
};

/** `kind party raised cleared`, in the order in which they were raised. */
export const episodesOf = async (running: Running): Promise<string[]> => {
  const { stalls } = await get<StallsPage>(running, '/v1/stalls?state=all&limit=200');
  return stalls
    .toSorted((one, other) => (`${one.raisedAt} ${one.kind}` < `${other.raisedAt} ${other.kind}` ? -1 : 1))
    .map((stall) => {
      const end =
        stall.retractedAt === undefined
          ? stall.clearedAt === undefined
            ? 'open'
            : wall(stall.clearedAt)
          : 'retracted';
      return `${stall.kind} ${stall.party?.id ?? '-'} ${wall(stall.raisedAt)} ${end}`;
    });
};

/** Who was accountable after each entry of the ledger, one line a change. */
export const holdersOf = async (running: Running): Promise<string[]> => {
  const { caseId } = running.sample!.player.view();
  const { entries } = await get<TimelineView>(running, `/v1/cases/${caseId}/timeline`);
  const lines: string[] = [];
  let holder = '';
  for (const { accountable, occurredAt } of entries) {
    if (accountable.id === holder) continue;
    holder = accountable.id;
    lines.push(`${wall(occurredAt)} ${holder}`);
  }
  return lines;
};

export const asItHappened = {
  episodes: [
    'incomplete E 09-21 15:00 09-22 10:00',
    'absent V 09-22 15:00 09-29 14:20',
    'forecast V 09-22 15:00 09-30 17:00',
    'unaccepted V 09-23 08:35 09-29 14:20',
    'runaround H 09-29 10:00 09-29 14:20',
    'absent C 09-29 14:30 09-29 17:30',
    'unaccepted C 09-29 16:20 09-30 08:40',
    'missed - 09-30 17:00 10-09 15:30',
  ],
  holders: [
    '09-21 09:10 Q',
    '09-21 09:40 E',
    '09-21 16:00 Q',
    '09-22 14:00 H',
    '09-29 14:20 V',
    '09-29 14:20 P1',
    '09-30 08:40 C',
    '09-30 08:40 S',
    '10-09 10:00 E',
    '10-09 15:30 Q',
  ],
};

export const withBaton = {
  episodes: [
    'incomplete E 09-21 15:00 09-22 10:00',
    'absent V 09-22 15:00 09-22 15:30',
    'forecast V 09-22 15:00 09-22 15:30',
    'absent C 09-23 09:20 09-23 09:45',
    'forecast C 09-23 09:20 09-23 09:45',
  ],
  holders: [
    '09-21 09:10 Q',
    '09-21 09:40 E',
    '09-21 16:00 Q',
    '09-22 14:00 H',
    '09-22 15:30 V2',
    '09-23 08:30 P1',
    '09-23 09:45 C2',
    '09-23 10:30 S',
    '09-28 10:00 E',
    '09-28 15:30 Q',
  ],
};
