import type { StallsPage } from '@baton/contracts';
import { loadStalls } from '../live/baton.ts';
import { boardOrder, holdRows } from './board-rows.ts';
import type { BoardRow } from './board-rows.ts';

const pageSize = 50;

/** The board's state: what is shown, what waits, which row is selected. */
export class Board {
  page = $state.raw<StallsPage>();
  rows = $state.raw<readonly BoardRow[]>([]);
  waiting = $state(0);
  failure = $state.raw<unknown>();
  selected = $state<string>();
  private limit = pageSize;
  private held = false;

  readonly load = async (): Promise<void> => {
    try {
      this.page = await loadStalls(this.limit);
      this.failure = undefined;
      this.take();
    } catch (failure) {
      this.failure = failure;
    }
  };

  /** Rows under the pointer or the focus do not move. */
  hold(held: boolean): void {
    if (this.held === held) return;
    this.held = held;
    if (!held) this.take();
  }

  /** Shows what waits, now. */
  release(): void {
    this.held = false;
    this.take();
  }

  more(): Promise<void> {
    this.limit += pageSize;
    return this.load();
  }

  /** The row `step` places from the selected one, in the order shown. */
  move(step: number): string | undefined {
    const order = [...this.rows.filter(notMissed), ...this.rows.filter((row) => !notMissed(row))];
    const at = order.findIndex((row) => row.stall.episode === this.selected);
    const next = order[Math.max(0, Math.min(order.length - 1, at + step))];
    this.selected = next?.stall.episode;
    return this.selected;
  }

  get selectedRow(): BoardRow | undefined {
    return this.rows.find((row) => row.stall.episode === this.selected);
  }

  private take(): void {
    const fresh = boardOrder(this.page?.stalls ?? []);
    const { rows, waiting } = this.held ? holdRows(this.rows, fresh) : { rows: fresh, waiting: 0 };
    this.rows = rows;
    this.waiting = waiting;
    if (this.selectedRow === undefined) this.selected = (rows.find(notMissed) ?? rows[0])?.stall.episode;
  }
}

export const notMissed = ({ stall }: BoardRow): boolean => stall.kind !== 'missed';
