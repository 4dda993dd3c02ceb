import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Caller, NotSent, Unanswered } from './caller.ts';
import { type Purchase, type Step, callOf, steps } from './purchase.ts';

const pollMs = 10;
const patienceMs = 60_000;

/** Asks again until the answer is as wished. Rejects after a minute with the last answer. */
export const eventually = async (
  caller: Caller,
  path: string,
  isWished: (answer: Answer) => boolean,
): Promise<Answer> => {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await caller.call({ method: 'GET', path });
    if (isWished(answer)) return answer;
    if (performance.now() > until) {
      const ready = await caller.call({ method: 'GET', path: '/health/ready' });
      throw new Error(`GET ${path} still answers ${JSON.stringify(answer)}; ${JSON.stringify(ready.body)}`);
    }
    await pause(pollMs);
  }
};

const newPurchase = (key: string): Purchase => ({ key, id: undefined, done: 0, unansweredSince: undefined });

/** Sends the purchase's next step, for the first time or again. Throws for an answer that is no success. */
export const takeStep = async (caller: Caller, purchase: Purchase): Promise<void> => {
  const step = steps[purchase.done]!;
  const answer = await caller.call(callOf(purchase, step));
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`${purchase.key} ${step.name}: ${answer.status} ${JSON.stringify(answer.body)}`);
  purchase.id ??= (answer.body as { readonly id: string }).id;
  purchase.done += 1;
  purchase.unansweredSince = undefined;
};

/** The approval is opened by a reaction to the submitted request. */
const awaitTurn = async (caller: Caller, purchase: Purchase, step: Step): Promise<void> => {
  if (step.name === 'h-takes-up')
    await eventually(caller, `/v1/approvals/${purchase.id}`, ({ status }) => status === 200);
};

const work = async (caller: Caller, purchase: Purchase): Promise<void> => {
  while (purchase.done < steps.length) {
    await awaitTurn(caller, purchase, steps[purchase.done]!);
    try {
      await takeStep(caller, purchase);
    } catch (fault) {
      if (fault instanceof Unanswered) purchase.unansweredSince = fault.sentAt;
      throw fault;
    }
  }
};

/** So many people purchase one thing after another, all at once, until the program is gone. Answers what else failed. */
export const rush = async (caller: Caller, people: number, purchases: Purchase[]): Promise<readonly string[]> => {
  const problems: string[] = [];
  const unfinished = purchases.filter(({ done }) => done < steps.length);
  const person = async (): Promise<void> => {
    try {
      for (;;) {
        let purchase = unfinished.shift();
        if (purchase === undefined) purchases.push((purchase = newPurchase(`purchase-${purchases.length}`)));
        await work(caller, purchase);
      }
    } catch (fault) {
      if (!(fault instanceof Unanswered || fault instanceof NotSent)) problems.push(String(fault));
    }
  };
  await Promise.all(Array.from({ length: people }, person));
  return problems;
};
