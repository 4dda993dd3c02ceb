import type { ClearedBecause } from '@baton/contracts';
import type { CaseFolder, Draft, Sink, StallAct, StallDetails } from './case-folder.ts';
import { type CaseRecord, type Desk, alertOf, recordCleared, recordRaised } from './case-record.ts';
import { recordDraft } from './telling.ts';
import type { OpenStall } from './case-state.ts';
import { act } from './ladder/act.ts';
import { climb } from './ladder/rungs.ts';

/** Writes what the live fold says into the record of the case at hand. */
export class LiveSink implements Sink {
  readonly desk: Desk = { record: undefined as unknown as CaseRecord, knownAt: -Infinity, out: undefined };

  get isListening(): boolean {
    return this.desk.out !== undefined;
  }

  raised(folder: CaseFolder, { kind, leg, dueAt }: OpenStall, details: StallDetails): void {
    const { state, policy } = folder;
    climb(folder, recordRaised(this.desk, folder, { kind, leg, dueAt, details, policy, alert: alertOf(state, leg) }));
  }

  cleared(folder: CaseFolder, stall: OpenStall, because: ClearedBecause): void {
    const episode = this.desk.record.open(stall.kind, stall.leg?.definition.id);
    if (episode !== undefined) recordCleared(this.desk, episode, { at: folder.at, because });
  }

  tell(_folder: CaseFolder, draft: Draft): void {
    recordDraft(this.desk, draft);
  }

  act(folder: CaseFolder, what: StallAct): void {
    act(folder, this.desk, what);
  }
}
