import type { Decision, Fact } from '@baton/contracts';
import { type Engine, type Kind, checkSame, checkSameState, restarted } from '../engine/checks.fixture.ts';
import { Watch } from '../engine/watch.fixture.ts';
import type { Random } from './random.ts';

/**
 * One engine as a service runs it, with bounded steps and restarts, watched in all it does. With `isThorough` another
 * one that is only told the facts must decide the same, and a third one that replays the ledger be in the same state.
 */
export class Pair {
  readonly watch = new Watch();
  decided = 0;
  private readonly kind: Kind;
  private readonly random: Random;
  private readonly twin: Engine | undefined;
  private readonly ledger: { readonly fact: Fact; readonly recordedAt: number }[] = [];
  private readonly ids = new Set<string>();
  private live: Engine;
  private sinceFact: Decision[] = [];

  constructor(kind: Kind, random: Random, isThorough: boolean) {
    this.kind = kind;
    this.random = random;
    this.live = kind.create();
    this.twin = isThorough ? kind.create() : undefined;
  }

  get engine(): Engine {
    return this.live;
  }

  nextDue(): number | undefined {
    return this.live.nextDue();
  }

  /** Records the fact, unless it was recorded before. Answers what came of it and of the time since then. */
  record(fact: Fact, now: number): readonly Decision[] {
    const isRepeated = this.ids.has(fact.id);
    if (this.live.has(fact) !== isRepeated) throw new Error(`${fact.id} is ${isRepeated ? '' : 'not '}a repetition`);
    if (isRepeated) return [];
    this.ids.add(fact.id);
    const decisions = this.note(this.watch.apply(this.live, fact, now));
    if (this.twin === undefined) return decisions;
    this.ledger.push({ fact, recordedAt: now });
    this.compare(this.twin.apply(fact, now), `fact ${fact.id}`);
    return decisions;
  }

  /** Lets time pass up to then, in pieces. Answers what came of it. */
  advance(to: number): readonly Decision[] {
    const decisions: Decision[] = [];
    for (let done = false; !done;) {
      const limit = this.random.chance(0.5) ? 1 + this.random.below(20) : Infinity;
      const advanced = this.watch.advance(this.live, to, limit);
      decisions.push(...advanced.decisions);
      done = advanced.done;
      if (!done && this.random.chance(0.0005)) this.restart();
    }
    return this.note(decisions);
  }

  /** The process ends and starts again from its last snapshot. */
  restart(): void {
    this.live = restarted(this.kind, this.live);
  }

  /** At the end: the other engine is where this one is, and so is one that replays the ledger. */
  finish(now: number): void {
    this.advance(now);
    if (this.twin === undefined) return;
    this.compare(this.twin.advance(now).decisions, 'the end');
    const replayed = this.kind.create();
    for (const { fact, recordedAt } of this.ledger) replayed.replay([fact], recordedAt);
    replayed.advance(now);
    checkSameState(this.live, replayed, 'the replayed ledger');
  }

  private note(decisions: readonly Decision[]): readonly Decision[] {
    if (this.twin !== undefined) this.sinceFact.push(...decisions);
    this.decided += decisions.length;
    return decisions;
  }

  private compare(expected: readonly Decision[], what: string): void {
    checkSame(this.sinceFact, expected, `with time in pieces and restarts, up to ${what}`);
    this.sinceFact = [];
  }
}
