import type { Decision, Fact, LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { hour } from '../engine/relay.fixture.ts';
import { rulebook } from '../engine/rulebook.fixture.ts';
import type { Arrival } from '../engine/stories.fixture.ts';

/** An engine that lives through what comes, and one that takes every append as an older meaning's. */
export class Lifetimes {
  readonly live = new HandoffEngine();
  readonly young = new HandoffEngine();

  put(facts: readonly Fact[], recordedAt: number): void {
    const decisions: Decision[] = facts.flatMap((fact) => this.live.apply(fact, recordedAt));
    decisions.push(...this.live.advance(recordedAt).decisions);
    const append: LedgerAppend = { meaning: 1, recordedAt, input: {}, facts, decisions };
    this.young.adopt(append);
  }
}

const worded = (decisions: readonly Decision[]): string[] =>
  decisions.map((one) => `${one.id} ${one.type} ${one.caseId}`);

/** A change of meaning that changes nothing says nothing, and what comes then is the same. */
export const adoptsAlike = (story: readonly Arrival[]): void => {
  const lifetimes = new Lifetimes();
  for (const fact of rulebook) lifetimes.put([fact], fact.occurredAt);
  for (const { fact, recordedAt } of story) lifetimes.put([fact], recordedAt);
  const end = story.at(-1)?.recordedAt ?? 0;
  const said = lifetimes.young.changeMeaning(end);
  if (said.length > 0) throw new Error(`the change of meaning said\n${worded(said).join('\n')}`);
  for (const hours of [6, 24, 72, 200]) {
    const live = worded(lifetimes.live.advance(end + hours * hour).decisions).join('\n');
    const young = worded(lifetimes.young.advance(end + hours * hour).decisions).join('\n');
    if (live !== young) throw new Error(`${hours} hours later it said\n${young}\ninstead of\n${live}`);
  }
};
