import type { CaseFact, Decision, Fact, StallHeader } from '@baton/contracts';
import { type Engine, checkCase } from './checks.fixture.ts';
import { Quiet, type Known, isQuietAt } from './quiet.fixture.ts';
import { isCaseFact } from './rulebook.fixture.ts';

type OfStall = Extract<Decision, StallHeader>;
type RungFired = Extract<Decision, { type: 'rung-fired' }>;

interface Episode extends Known {
  readonly rungs: Set<number>;
  isRetracted: boolean;
}

const isOfStall = (decision: Decision): decision is OfStall => 'episode' in decision;

/** Reads along what an engine is told and what it decides, and throws at the first thing that must never be. */
export class Watch {
  /** How often each decision was made; `raised unaccepted` and the like for each kind of stall. */
  readonly counts = new Map<string, number>();
  facts = 0;
  private readonly ids = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly accountable = new Map<string, string>();
  private readonly episodes = new Map<string, Episode>();
  private readonly ofCase = new Map<string, Episode[]>();
  private readonly quiet = new Quiet();
  private knownAt = -Infinity;

  /** Folds the fact and watches. Answers what the engine decided. */
  apply(engine: Engine, fact: Fact, recordedAt: number): readonly Decision[] {
    const decisions = engine.apply(fact, recordedAt);
    this.decided(decisions, recordedAt);
    if (this.seen.has(fact.id)) return decisions;
    this.seen.add(fact.id);
    this.facts++;
    const isRefused = decisions.some((one) => one.type === 'fact-refused' && one.fact === fact.id);
    if (!isRefused) this.quiet.take(fact, recordedAt, this.ofCase.get((fact as Partial<CaseFact>).caseId ?? '') ?? []);
    if (isCaseFact(fact)) this.checkFolded(engine, fact);
    return decisions;
  }

  /** Lets time pass and watches. */
  advance(
    engine: Engine,
    to: number,
    limit?: number,
  ): { readonly decisions: readonly Decision[]; readonly done: boolean } {
    const advanced = engine.advance(to, limit);
    this.decided(advanced.decisions, to);
    return advanced;
  }

  private checkFolded(engine: Engine, { caseId }: CaseFact): void {
    const entry = engine.entry(caseId);
    if (entry === undefined) throw new Error(`${caseId}: a fact was folded and there is no case`);
    checkCase(entry);
    const told = this.accountable.get(caseId);
    if (told !== entry.state.accountable)
      throw new Error(`${caseId}: ${entry.state.accountable} is accountable, ${told} was told`);
    const open = entry.episodes.filter(({ status }) => status === 'open').length;
    const known = this.ofCase.get(caseId)?.filter(({ isOpen }) => isOpen).length ?? 0;
    if (open !== known) throw new Error(`${caseId}: ${open} stalls are open, ${known} were told of`);
  }

  private decided(decisions: readonly Decision[], now: number): void {
    for (const decision of decisions) {
      this.checkInstants(decision, now);
      this.count(decision.type === 'stall-raised' ? `raised ${decision.kind}` : decision.type);
      if (decision.type === 'accountability-moved') this.move(decision);
      if (isOfStall(decision)) this.takeStall(decision);
    }
    for (const decision of decisions) if (decision.type === 'stall-raised') this.checkOne(decision);
  }

  /** What a late fact brings to light may have been over before another of its kind began; two are never open. */
  private checkOne({ caseId, kind, leg }: OfStall): void {
    const open = this.ofCase.get(caseId)!.filter((one) => one.isOpen && one.kind === kind && one.leg === leg);
    if (open.length > 1) throw new Error(`${caseId}: ${kind} of ${leg} is open ${open.length} times`);
  }

  private count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  private checkInstants(decision: Decision, now: number): void {
    const { id, type, caseId, dueAt, knownAt } = decision;
    const what = `${caseId}: ${type} ${id}`;
    if (this.ids.has(id)) throw new Error(`${what} was decided twice`);
    this.ids.add(id);
    if (!(dueAt <= knownAt)) throw new Error(`${what} was known ${dueAt - knownAt} ms before it was due`);
    if (!(knownAt <= now)) throw new Error(`${what} came ${knownAt - now} ms early`);
    if (knownAt < this.knownAt) throw new Error(`${what} was known before what was decided before it`);
    this.knownAt = knownAt;
  }

  private move({ caseId, from, to }: Extract<Decision, { type: 'accountability-moved' }>): void {
    const before = this.accountable.get(caseId);
    if (from !== before) throw new Error(`${caseId}: accountability moved from ${from}, but ${before} had it`);
    if (to === from || to === '') throw new Error(`${caseId}: accountability moved from ${from} to ${to}`);
    this.accountable.set(caseId, to);
  }

  private takeStall(decision: OfStall): void {
    const what = `${decision.caseId}: ${decision.kind} of ${decision.leg}, ${decision.type}`;
    const episode = this.episodes.get(decision.episode);
    if (decision.type === 'stall-raised') return this.raise(decision, episode, what);
    if (episode === undefined) throw new Error(`${what}, but was never raised`);
    if (decision.type === 'rung-fired') return fire(decision, episode, what);
    if (decision.type === 'options-proposed') return;
    const isOver = decision.type === 'stall-retracted' ? episode.isRetracted : !episode.isOpen;
    if (isOver) throw new Error(`${what}, but was over before`);
    episode.isOpen = false;
    episode.isRetracted = decision.type === 'stall-retracted';
  }

  private raise(decision: OfStall, before: Episode | undefined, what: string): void {
    const { caseId, kind, leg, dueAt } = decision;
    const all = this.ofCase.get(caseId) ?? [];
    if (before !== undefined) throw new Error(`${what}: this episode had been before`);
    const episode = { caseId, kind, leg, raisedAt: dueAt, isOpen: true, isRetracted: false, quiet: undefined };
    const known: Episode = { ...episode, rungs: new Set() };
    this.episodes.set(decision.episode, known);
    this.ofCase.set(caseId, [...all, known]);
  }
}

const fire = (decision: RungFired, episode: Episode, what: string): void => {
  if (!episode.isOpen) throw new Error(`${what}: it is over, nothing may be sent`);
  if (episode.rungs.has(decision.rung)) throw new Error(`${what}: rung ${decision.rung} fired twice`);
  if (decision.dueAt < episode.raisedAt) throw new Error(`${what} before it was raised`);
  if (isQuietAt(episode, decision.dueAt)) throw new Error(`${what} while somebody has it`);
  if (decision.whom.length === 0 || decision.whom.includes('')) throw new Error(`${what}: rung calls nobody`);
  episode.rungs.add(decision.rung);
};
