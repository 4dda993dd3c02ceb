/** Something that is to happen at an instant, unless it is stopped before. */
export interface WheelTimer {
  at: number;
  isLive: boolean;
}

const tickMs = 60_000;
const slots = 1 << 17;

/** A hashed wheel of one-minute slots; a timer that was stopped stays where it is until its slot comes up. */
export class MinimalWheel<Timer extends WheelTimer> {
  private readonly wheel: Timer[][] = Array.from({ length: slots }, () => []);
  private tick = -1;
  private due: Timer[] = [];

  insert(timer: Timer): void {
    const tick = Math.floor(timer.at / tickMs);
    if (tick > this.tick) this.wheel[tick % slots]!.push(timer);
    else this.keep(timer);
  }

  /** The first timer that is due at or before `to`; each is given once. Time begins with the first call. */
  next(to: number): Timer | undefined {
    const until = Math.floor(to / tickMs);
    if (this.tick < 0) this.tick = until;
    for (;;) {
      const last = this.due.at(-1);
      if (last !== undefined) {
        if (last.at > to) return undefined;
        this.due.pop();
        if (last.isLive) return last;
      } else if (this.tick < until) this.turn();
      else return undefined;
    }
  }

  private turn(): void {
    const tick = ++this.tick;
    const slot = this.wheel[tick % slots]!;
    if (slot.length === 0) return;
    this.wheel[tick % slots] = [];
    for (const timer of slot) {
      if (!timer.isLive) continue;
      if (Math.floor(timer.at / tickMs) > tick) this.wheel[tick % slots]!.push(timer);
      else this.keep(timer);
    }
  }

  /** Latest first, so that the next one is taken from the end. */
  private keep(timer: Timer): void {
    let index = this.due.length;
    while (index > 0 && this.due[index - 1]!.at < timer.at) index--;
    this.due.splice(index, 0, timer);
  }
}
