import type { Decision, Instant, StallKind } from '@baton/contracts';
import type { HandoffEngine } from '@baton/handoff-engine';
import type { StallAt } from './back-test-report.ts';

export interface Episode extends StallAt {
  readonly knownAt: Instant;
  readonly endedAt: Instant | undefined;
}

export interface Call {
  readonly party: string;
  readonly rung: number;
  readonly channel: string;
}

/** How a case ended, as far as a back-test asks. */
export interface Ending {
  readonly caseId: string;
  /** Closed in the time that counts, and by its need-by. */
  readonly isInTime: boolean;
  /** A special handling has saved it. */
  readonly isSaved: boolean;
}

/** What one set of rules has made of the facts, over one ledger or several. */
export class Outcome {
  /** By their id, without those that were retracted. */
  readonly episodes = new Map<string, Episode>();
  /** Text of the call → how often. */
  readonly calls = new Map<string, Call & { count: number }>();
  readonly endings: Ending[] = [];
  private readonly saved = new Set<string>();

  constructor(private readonly counts: (at: Instant) => boolean) {}

  take(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      if (decision.type === 'stall-raised') {
        const { episode, caseId, kind, leg, dueAt: raisedAt, knownAt } = decision;
        const at = { caseId, kind, ...(leg === undefined ? {} : { leg }), raisedAt, knownAt, endedAt: undefined };
        this.episodes.set(episode, at);
      } else if (decision.type === 'stall-cleared') this.end(decision.episode, decision.dueAt);
      else if (decision.type === 'stall-retracted') this.episodes.delete(decision.episode);
      else if (decision.type === 'rung-fired') this.call(decision);
      else if (decision.type === 'special-handling-outcome' && decision.outcome === 'saved')
        this.saved.add(decision.caseId);
    }
  }

  /** Nothing follows in the engine's ledger. */
  complete(engine: HandoffEngine): void {
    for (const { id: caseId, state } of engine.entries()) {
      const { status, needBy, closedAt } = state;
      const isClosed = status === 'closed' && closedAt !== undefined && this.counts(closedAt);
      const isInTime = isClosed && needBy !== undefined && closedAt <= needBy;
      this.endings.push({ caseId, isInTime, isSaved: this.saved.has(caseId) });
    }
  }

  private end(id: string, endedAt: Instant): void {
    const episode = this.episodes.get(id);
    if (episode !== undefined) this.episodes.set(id, { ...episode, endedAt });
  }

  private call({ whom, rung, channel, silenced, dueAt }: Extract<Decision, { type: 'rung-fired' }>): void {
    if (silenced !== undefined || !this.counts(dueAt)) return;
    for (const party of whom) {
      const key = JSON.stringify([party, rung, channel]);
      const known = this.calls.get(key) ?? { party, rung, channel, count: 0 };
      known.count++;
      this.calls.set(key, known);
    }
  }
}

export const isWarning = (kind: StallKind): boolean => kind !== 'missed';
