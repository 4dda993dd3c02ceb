import { type GroupRecords, InMemoryGroupRecords, InMemoryProgressBoard, type ProgressBoard } from '@baton/bus';

/** What the readers of one process remember, and how far those of all processes have come. */
export interface Checkpoints {
  readonly records: GroupRecords;
  readonly board: ProgressBoard;
  close(): Promise<void>;
}

/** For one process; buses that share it see each other's readers. */
export class InMemoryCheckpoints implements Checkpoints {
  readonly records: GroupRecords;
  readonly board: ProgressBoard = new InMemoryProgressBoard();

  constructor(records: GroupRecords = new InMemoryGroupRecords()) {
    this.records = records;
  }

  async close(): Promise<void> {}
}
