import type { SampleView } from '@baton/contracts';
import { commandSample, loadSample, setSampleSpeed } from '../live/baton.ts';
import { liveStream } from '../live/live-stream.svelte.ts';

const pollMs = 1000;

/** The sample hospital's story; `view` stays undefined on a real system. */
class Sample {
  view = $state<SampleView>();
  failure = $state<unknown>();

  /** Follows the story until the answered function is called; on a real system it asks once. */
  follow(): () => void {
    const silence = liveStream.listen((message) => {
      if (message?.kind === 'clock' && this.view) this.view = { ...this.view, now: message.now };
    });
    const poll = setInterval(() => this.view && void this.load(), pollMs);
    void this.load();
    return () => {
      silence();
      clearInterval(poll);
    };
  }

  command(act: Parameters<typeof commandSample>[0]): Promise<void> {
    return this.act(() => commandSample(act));
  }

  speed(speed: number): Promise<void> {
    return this.act(() => setSampleSpeed(speed));
  }

  private async act(command: () => Promise<void>): Promise<void> {
    this.failure = undefined;
    try {
      await command();
    } catch (failure) {
      this.failure = failure;
    }
    await this.load();
  }

  private async load(): Promise<void> {
    try {
      const before = this.view?.now;
      this.view = await loadSample();
      if (this.view && this.view.now !== before) liveStream.tick(this.view.now);
    } catch {
      // The header already says that there is no connection; the next poll tries again.
    }
  }
}

export const sample = new Sample();
