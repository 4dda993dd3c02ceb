import type { Decision, Fact } from '@baton/contracts';
import type { EngineSnapshot } from '@baton/handoff-engine';
import { type Engine, type Kind, real } from './checks.fixture.ts';

/** What may be wrong with an engine; what is not named is as it should be. */
export interface Fault {
  readonly decisions?: (decisions: readonly Decision[]) => readonly Decision[];
  readonly fact?: (fact: Fact, recordedAt: number) => Fact | undefined;
  readonly recordedAt?: (at: number) => number;
  readonly replayed?: (facts: readonly Fact[]) => readonly Fact[];
  /** Stops for good at the limit. */
  readonly forgetsTheRest?: boolean;
}

const same = <T>(value: T): T => value;

/** The engine with a fault planted. Each engine of the kind has its own `fault()`, which may remember things. */
class Faulty implements Engine {
  private readonly engine: Engine;
  private readonly fault: Fault;

  constructor(engine: Engine, fault: Fault) {
    this.engine = engine;
    this.fault = fault;
  }

  apply(fact: Fact, recordedAt: number): readonly Decision[] {
    const { fact: change = same, recordedAt: shift = same, decisions = same } = this.fault;
    const changed = change(fact, recordedAt);
    const at = shift(recordedAt);
    const came = changed === undefined ? this.engine.advance(at).decisions : this.engine.apply(changed, at);
    return decisions(came);
  }

  replay(facts: readonly Fact[], recordedAt: number): void {
    this.engine.replay((this.fault.replayed ?? same)(facts), recordedAt);
  }

  has(fact: Fact): boolean {
    return this.engine.has(fact);
  }

  advance(to: number, limit?: number): { readonly decisions: readonly Decision[]; readonly done: boolean } {
    const { decisions: change = same, recordedAt: shift = same, forgetsTheRest } = this.fault;
    const { decisions, done } = this.engine.advance(shift(to), limit);
    if (!done && forgetsTheRest === true) this.engine.advance(shift(to));
    return { decisions: change(decisions), done };
  }

  nextDue(): number | undefined {
    return this.engine.nextDue();
  }

  snapshot(): EngineSnapshot {
    return this.engine.snapshot();
  }

  entry(caseId: string): ReturnType<Engine['entry']> {
    return this.engine.entry(caseId);
  }

  entries(): ReturnType<Engine['entries']> {
    return this.engine.entries();
  }
}

export const faulty = (fault: () => Fault): Kind => ({
  create: () => new Faulty(real.create(), fault()),
  restore: (snapshot) => new Faulty(real.restore(snapshot), fault()),
});

type Tree = { readonly [key: string]: unknown };
const without = (tree: Tree, field: string): Tree => {
  const { [field]: _, ...rest } = tree;
  return rest;
};

/** Begins again without a field of the snapshot, of its cases, or of what they hold: `cases.clocks.due`. */
export const forgetting = (path: string): Kind => {
  const forget = (value: unknown, [field, ...rest]: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((each) => forget(each, [field!, ...rest]));
    const tree = value as Tree;
    if (tree === undefined || field === undefined) return tree;
    if (rest.length > 0) return { ...tree, [field]: forget(tree[field], rest) };
    const kept = tree[field];
    if (Array.isArray(kept)) return { ...tree, [field]: [] };
    return typeof kept === 'number' ? { ...tree, [field]: 0 } : without(tree, field);
  };
  return { ...real, restore: (snapshot) => real.restore(forget(snapshot, path.split('.')) as EngineSnapshot) };
};
