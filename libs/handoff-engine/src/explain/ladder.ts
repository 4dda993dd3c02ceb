import type { RuleVersion } from '@baton/contracts';
import type { Episode } from '../episode.ts';
import { ladderOf, whomOf } from '../ladder/rungs.ts';
import type { Inquiry } from './inquiry.ts';
import type { Sourced } from './sources.ts';

/** How far the stall has been escalated, and what holds that up. */
export const sayLadder = (inquiry: Inquiry): void => {
  const { episode } = inquiry;
  if (episode === undefined) return;
  inquiry.cite(inquiry.idOf(episode, 'raised'));
  sayRungs(inquiry, episode);
  sayHold(inquiry, episode);
  saySilence(inquiry, episode);
};

const sayRungs = (inquiry: Inquiry, episode: Episode): void => {
  const { folder } = inquiry.matter;
  const ladder = ladderOf(folder, episode);
  const from = ladderSource(inquiry, ladder);
  const rung = ladder[episode.nextRung];
  const calls = rung === undefined ? [] : whomOf(folder, episode, rung);
  const due = episode.rungDue === undefined ? {} : { due: episode.rungDue };
  inquiry.cite(...from.facts);
  inquiry.say({
    ...{ type: 'ladder', rungs: ladder.length, passed: episode.nextRung, from: from.value },
    ...(rung === undefined ? {} : { next: { whom: rung.whom, calls, channel: rung.channel, ...due } }),
  });
};

const ladderSource = (inquiry: Inquiry, ladder: ReturnType<typeof ladderOf>): Sourced<RuleVersion> => {
  const { matter, policy } = inquiry;
  const isOfPolicy = policy?.ladders.some(({ rungs }) => rungs === ladder) === true;
  return isOfPolicy ? matter.sources.policy(policy) : matter.route;
};

const sayHold = (inquiry: Inquiry, { hold }: Episode): void => {
  if (hold === undefined) return;
  const { kind, by, since, until } = hold;
  inquiry.say({ type: 'hold', hold: kind, by, since, until });
  inquiry.cite(inquiry.matter.past.hold(since));
};

const saySilence = (inquiry: Inquiry, { kind, leg, party }: Episode): void => {
  const { folder, sources, at } = inquiry.matter;
  const { id: caseId, route, impact } = folder.state;
  const what = { caseId, route: route.id, leg, kind, party, impact };
  const id = folder.reference.silenceFor(what, at, folder.sequence);
  const fact = id === undefined ? undefined : sources.silence(id);
  if (fact === undefined) return;
  const { silence, reason, until } = fact;
  inquiry.sayOf({ value: { type: 'silence', silence, reason, until }, facts: [fact.id] });
};

/** The same stall may have been there before. */
export const sayEarlier = (inquiry: Inquiry): void => {
  const { kind, leg, matter, episode: open } = inquiry;
  const isMeant = (episode: Episode): boolean =>
    episode.kind === kind && episode !== open && (leg === undefined || episode.leg === leg.definition.id);
  const earlier = matter.entry.episodes.filter(isMeant);
  const last = earlier.at(-1);
  if (last === undefined) return;
  const { dueAt: since, clearedAt: until, status } = last;
  const retracted = status === 'retracted';
  const span = { since, ...(retracted || until === undefined ? {} : { until }) };
  inquiry.say({ type: 'earlier', ...span, retracted, times: earlier.length });
  inquiry.cite(inquiry.idOf(last, 'raised'), inquiry.idOf(last, retracted ? 'retracted' : 'cleared'));
};
