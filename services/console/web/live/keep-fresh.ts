import { liveStream } from './live-stream.svelte.ts';

/** What changed is shown at once; time alone passing, once a second; without a stream, every five seconds. */
const delayMs = { changed: 120, clock: 1000, offline: 5000 };

/**
 * `load` reports its own failures and never rejects. Loads now and whenever the stream says that something changed; never twice at the same time.
 * `caseId` limits it to one case. Answers a function that stops.
 */
export const keepFresh = (load: () => Promise<void>, caseId?: string): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Infinity;
  let loading = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    timer = undefined;
    dueAt = Infinity;
    loading = true;
    await load();
    loading = false;
    if (dueAt !== Infinity) schedule(Math.max(delayMs.changed, dueAt - performance.now()));
  };
  const schedule = (delay: number): void => {
    const at = performance.now() + delay;
    if (stopped || (timer !== undefined && dueAt <= at)) return;
    dueAt = at;
    if (loading) return;
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };
  const silence = liveStream.listen((message) => {
    if (message === undefined) return schedule(delayMs.changed);
    if (message.kind === 'clock') return schedule(delayMs.clock);
    const changed = message.kind === 'case' ? message.caseId : message.decision.caseId;
    if (caseId === undefined || changed === caseId) schedule(delayMs.changed);
  });
  const poll = setInterval(() => liveStream.connected || schedule(0), delayMs.offline);
  schedule(0);
  return () => {
    stopped = true;
    silence();
    clearInterval(poll);
    clearTimeout(timer);
  };
};
