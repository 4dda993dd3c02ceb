export interface RetryPolicy {
  /** After so many failed hand-overs in a row an event is parked. */
  readonly maxAttempts: number;
  /** How long to wait before the next hand-over, after so many. */
  delayMs(attempts: number): number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 10,
  delayMs: (attempts) => Math.min(50 * 2 ** (attempts - 1), 5_000),
};
