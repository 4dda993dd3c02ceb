import { createRequire } from 'node:module';

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const pendingCheckMs = 10;

/**
 * kafkajs 2.2.4 arms a timer of a negative delay for ever, even when nothing waits: 3 % of a core while idle and a
 * warning of Node for each. Here it is armed only when something is pending; the check itself minds a broker's throttle.
 */
function scheduleWhenNeeded(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, pendingCheckMs);
}

const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  readonly prototype: RequestQueue;
};

queue.prototype.scheduleCheckPendingRequests = scheduleWhenNeeded;
