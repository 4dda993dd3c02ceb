import type { Caller } from './caller.ts';
import { type Purchase, eventSource, keyOf, openedRevision, steps } from './purchase.ts';
import { eventually, takeStep } from './rush.ts';

type Service = 'requests' | 'approvals';

/** Last revision that a service's stream must have after so many steps; -1: no stream. */
const revisionAfter = (done: number, service: Service): number => {
  const own = steps.slice(0, done).filter(({ writes }) => writes === service);
  const isSubmitted = steps.slice(0, done).some(({ name }) => name === 'submit');
  return own.at(-1)?.revision ?? (service === 'approvals' && isSubmitted ? openedRevision : -1);
};

/** What the program says of a purchase must be what it has answered, each step once; `maybe`: the next one may be there. */
const checkStream = async (caller: Caller, purchase: Purchase, service: Service): Promise<readonly string[]> => {
  const least = revisionAfter(purchase.done, service);
  const most = revisionAfter(purchase.done + (purchase.unansweredSince === undefined ? 0 : 1), service);
  if (most === -1 || purchase.id === undefined) return [];
  const path = `/v1/${service}/${purchase.id}`;
  // The approval is opened by a reaction, which may still be under way.
  const { status, body } = await eventually(caller, path, (answer) => answer.status === 200 || least === -1);
  const revision = status === 200 ? (body as { readonly revision: number }).revision : -1;
  return revision >= least && revision <= most ? [] : [`${path}: revision ${revision}, not ${least} to ${most}`];
};

const checkEvents = async (caller: Caller, purchase: Purchase): Promise<readonly string[]> => {
  const problems: string[] = [];
  for (const step of steps.slice(0, purchase.done).filter(({ writes }) => writes === 'events')) {
    const path = `/v1/events/${encodeURIComponent(eventSource)}/${keyOf(purchase, step)}`;
    const { body } = await eventually(caller, path, ({ status }) => status === 200);
    const { outcome } = body as { readonly outcome: string };
    if (outcome !== 'folded') problems.push(`${path}: ${JSON.stringify(body)}`);
  }
  return problems;
};

const check = async (caller: Caller, purchase: Purchase): Promise<readonly string[]> => [
  ...(await checkStream(caller, purchase, 'requests')),
  ...(await checkStream(caller, purchase, 'approvals')),
  ...(await checkEvents(caller, purchase)),
];

/** After a restart: everything that was answered is there once; what was not answered is sent again, and then too. */
export const checkSurvivors = async (caller: Caller, purchases: readonly Purchase[]): Promise<readonly string[]> => {
  const one = async (purchase: Purchase): Promise<readonly string[]> => {
    try {
      const before = await check(caller, purchase);
      if (purchase.unansweredSince === undefined) return before;
      await takeStep(caller, purchase);
      return [...before, ...(await check(caller, purchase))];
    } catch (fault) {
      return [String(fault)];
    }
  };
  return (await Promise.all(purchases.map(one))).flat();
};
