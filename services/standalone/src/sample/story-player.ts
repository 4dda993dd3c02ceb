import { setTimeout as pause } from 'node:timers/promises';
import type { Bus } from '@baton/bus';
import type { SampleView } from '@baton/contracts';
import type { ClockStream } from '@baton/service-kit';
import type { WorkingCalendar } from '@baton/working-time';
import type { Stage } from './stage.ts';
import type { StoryLog } from './story-log.ts';
import { type Act, asItHappened, tabledGrant, untilTheAlert, withBaton } from './story.ts';

const frameMs = 50;
/** Hospital time, `MM-DD HH:MM` of 2026, as milliseconds. */
export const hospitalTime = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);

export interface StoryParts {
  readonly clock: ClockStream;
  readonly bus: Bus;
  readonly calendar: WorkingCalendar;
  readonly stage: Stage;
  readonly log: StoryLog;
  readonly caseId: string;
  /** Simulated milliseconds per real millisecond. */
  readonly speed: number;
  /** Told why the story cannot go on. */
  readonly report: (fault: Error) => void;
}

interface Due {
  readonly act: Act;
  readonly at: number;
}

/** Moves simulated time, lets the people act when it is their time, and waits for the operator at the alert. */
export class StoryPlayer {
  speed: number;
  private playing = false;
  private stopped = false;
  /** An act is under way, or what it makes happen. */
  private isMoving = false;
  private turn: Promise<unknown> = Promise.resolve();
  private loop: Promise<void> | undefined;

  private constructor(
    private readonly parts: StoryParts,
    private now: number,
  ) {
    this.speed = parts.speed;
  }

  static async open(parts: StoryParts, startAt: number): Promise<StoryPlayer> {
    await parts.clock.advance(startAt);
    return new StoryPlayer(parts, (await parts.clock.now())!);
  }

  view(): SampleView {
    const { choice } = this.parts.log;
    return {
      hospital: 'Sample hospital',
      zone: 'Asia/Shanghai',
      now: new Date(this.now).toISOString(),
      playing: this.playing,
      speed: this.speed,
      choice,
      ended: this.nextDue() === undefined && choice !== 'waiting' && !this.isMoving,
      caseId: this.parts.caseId,
    };
  }

  /** False: the operator must choose first, or the story has ended. */
  play(): boolean {
    if (this.parts.log.choice === 'waiting' || this.nextDue() === undefined) return false;
    this.playing = true;
    this.loop ??= this.run().finally(() => (this.loop = undefined));
    return true;
  }

  pause(): void {
    this.playing = false;
  }

  /** To the next act, and through it. */
  async step(): Promise<boolean> {
    this.pause();
    if (this.parts.log.choice === 'waiting') return false;
    return this.inTurn(async () => {
      const due = this.nextDue();
      if (due === undefined) return false;
      await this.moveTo(due.at);
      return true;
    });
  }

  /** To an instant, through all acts on the way, or to the choice if that comes first. */
  async playTo(at: number): Promise<void> {
    await this.inTurn(() => this.moveTo(at));
  }

  async letGo(): Promise<boolean> {
    if (this.parts.log.choice !== 'waiting') return false;
    await this.inTurn(() => this.parts.log.chosen('let-go', this.now));
    return true;
  }

  /** The ledger says that somebody with the authority has granted it. */
  async granted(): Promise<void> {
    if (this.parts.log.choice === 'waiting') await this.inTurn(() => this.parts.log.chosen('granted', this.now));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.playing = false;
    await this.loop;
    await this.turn.catch(() => undefined);
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = this.turn.then(task);
    this.turn = run.catch(() => undefined);
    return run;
  }

  private async run(): Promise<void> {
    let last = performance.now();
    while (this.playing && !this.stopped) {
      await pause(frameMs);
      const elapsed = performance.now() - last;
      last += elapsed;
      try {
        await this.inTurn(() => this.moveTo(this.throughOpenHours(Math.round(this.now + elapsed * this.speed))));
      } catch (fault) {
        this.parts.report(fault as Error);
        this.playing = false;
      }
      if (this.nextDue() === undefined) this.playing = false;
    }
  }

  /** Closed hours pass in a blink: a target in them becomes the next opening, or the next act if that comes first. */
  private throughOpenHours(target: number): number {
    const open = Math.max(target, this.parts.calendar.next(target) ?? target);
    const due = this.nextDue();
    return due === undefined || due.at >= open ? open : Math.max(due.at, target);
  }

  private async moveTo(target: number): Promise<void> {
    this.isMoving = true;
    try {
      await this.perform(target);
    } finally {
      this.isMoving = false;
    }
  }

  private async perform(target: number): Promise<void> {
    for (;;) {
      const due = this.nextDue();
      if (due === undefined || due.at > target) break;
      await this.setTime(due.at);
      await this.parts.stage.perform(due.act, due.at);
      await this.parts.log.actDone(due.act.id);
      await this.parts.bus.barrier();
      if (due.act === untilTheAlert.at(-1)) return this.waitForTheChoice();
    }
    await this.setTime(target);
  }

  private async waitForTheChoice(): Promise<void> {
    this.playing = false;
    await this.parts.log.chosen('waiting', this.now);
  }

  private async setTime(to: number): Promise<void> {
    if (to <= this.now) return;
    await this.parts.clock.advance(to);
    this.now = to;
    await this.parts.bus.barrier();
  }

  /** Undefined: nobody does anything any more, or not before the operator has chosen. */
  private nextDue(): Due | undefined {
    const { log } = this.parts;
    const act = [...untilTheAlert, ...this.ending()].find((one) => !log.done.has(one.id));
    return act && { act, at: Math.max(this.instantOf(act), this.now) };
  }

  private ending(): readonly Act[] {
    const { choice } = this.parts.log;
    return choice === 'granted' ? withBaton : choice === 'let-go' ? asItHappened : [];
  }

  private instantOf(act: Act): number {
    const at = hospitalTime(act.at);
    if (!withBaton.includes(act)) return at;
    const { calendar, log } = this.parts;
    return calendar.add(log.chosenAt, calendar.between(hospitalTime(tabledGrant), at)) ?? at;
  }
}
