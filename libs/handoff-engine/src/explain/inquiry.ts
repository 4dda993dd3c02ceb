import type {
  Finding,
  Instant,
  Lack,
  Policy,
  Reason,
  ReasonOf,
  RuleVersion,
  StallKind,
  Verdict,
} from '@baton/contracts';
import type { CaseEntry } from '../case-entry.ts';
import type { CaseFolder } from '../case-folder.ts';
import { type Episode, nameOf } from '../episode.ts';
import type { CaseState, LegState, OpenStall } from '../case-state.ts';
import { type FoldedEpisode, refold } from '../refold.ts';
import { CaseFacts } from './case-facts.ts';
import { type Sourced, Sources } from './sources.ts';

/** One case at one instant, and all that can be looked up about it. */
export class Matter {
  readonly state: CaseState;
  readonly at: Instant;
  readonly sources: Sources;
  readonly past: CaseFacts;
  readonly route: Sourced<RuleVersion>;
  readonly policy: Sourced<RuleVersion> | undefined;
  /** What would stall from here on, if nothing but time passes. */
  readonly future: readonly FoldedEpisode[];

  constructor(
    readonly folder: CaseFolder,
    readonly entry: CaseEntry,
  ) {
    this.state = folder.state;
    this.at = folder.at;
    this.sources = new Sources(folder.reference, folder.sequence);
    this.past = new CaseFacts(entry);
    this.route = this.sources.route(this.state.route);
    const { policy } = folder;
    this.policy = policy && this.sources.policy(policy);
    this.future = this.state.status === 'open' ? futureOf(folder, entry) : [];
  }
}

/** Folds the case anew and lets time pass; the folder is as before then. */
const futureOf = (folder: CaseFolder, entry: CaseEntry): readonly FoldedEpisode[] => {
  const { state, at, sequence, sink, isHeard, acceptance } = folder;
  folder.isHeard = false;
  const { episodes } = refold(entry, folder, { now: Infinity });
  Object.assign(folder, { state, at, sequence, sink, isHeard, acceptance });
  return episodes.filter((episode) => episode.dueAt > at);
};

/** One question about a case: does it stall in this way, at this leg? Gathers the reasons and what they rest on. */
export class Inquiry {
  readonly stall: OpenStall | undefined;
  readonly episode: Episode | undefined;
  readonly verdict: Verdict;
  /** When it would stall. */
  readonly next: Instant | undefined;
  private readonly reasons: Reason[] = [];
  private readonly evidence = new Set<string>();

  constructor(
    readonly matter: Matter,
    readonly kind: StallKind,
    readonly leg: LegState | undefined,
  ) {
    const id = leg?.definition.id;
    this.stall = matter.state.stalls.find((stall) => stall.kind === kind && stall.leg?.definition.id === id);
    this.episode = this.stall && matter.entry.open(kind, id);
    this.next = matter.future.find((one) => one.kind === kind && one.leg?.definition.id === id)?.dueAt;
    const isAhead = this.stall === undefined && this.next !== undefined;
    this.verdict = this.stall !== undefined ? 'stalled' : isAhead ? 'would-stall-at' : 'not-stalled';
  }

  /** The policy that counted when the stall was raised, else the one in force. */
  get policy(): Policy | undefined {
    const then = this.episode?.policy;
    return then === undefined ? this.matter.folder.policy : this.matter.folder.reference.rules.policyVersion(then);
  }

  say(...reasons: readonly Reason[]): void {
    this.reasons.push(...reasons);
  }

  /** Says what is known from elsewhere, and where from. */
  sayOf<T extends Reason>({ value, facts }: Sourced<T>): void {
    this.say(value);
    this.cite(...facts);
  }

  lacks(lacks: Lack, more: Omit<ReasonOf<'condition'>, 'type' | 'lacks'> = {}): void {
    this.say({ type: 'condition', lacks, ...more });
  }

  cite(...ids: readonly (string | undefined)[]): void {
    for (const id of ids) if (id !== undefined) this.evidence.add(id);
  }

  /** Of what was decided about an episode; of the episode itself. */
  idOf(episode: Episode, what: 'episode' | 'raised' | 'cleared' | 'retracted'): string {
    return this.matter.entry.decisionId(`${what} ${nameOf(episode)}`, episode.ordinal);
  }

  finding(): Finding {
    const { kind, leg, verdict, stall, episode, next } = this;
    return {
      kind,
      ...(leg === undefined ? {} : { leg: leg.definition.id }),
      verdict,
      ...(stall === undefined ? {} : { since: stall.dueAt }),
      ...(episode === undefined ? {} : { episode: this.idOf(episode, 'episode') }),
      ...(verdict === 'would-stall-at' ? { at: next! } : {}),
      reasons: this.reasons,
      evidence: [...this.evidence],
    };
  }
}
