/** The one place that reads the time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z; never goes back. */
  now(): number;
  /** Calls back once `now()` is at or past `at`. Answers a function that cancels. */
  at(at: number, callback: () => void): () => void;
}
