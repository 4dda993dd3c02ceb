import type { Decision, Fact, LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';

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
