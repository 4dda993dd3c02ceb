export interface KurrentdbEventStoreOptions {
  /** `kurrentdb://user:password@host:2113?tls=true…`, several hosts or `kurrentdb+discover://` for a cluster. */
  readonly url: string;
  /** Before every stream's name on the server, so that several systems can share one; default none. */
  readonly streamPrefix?: string;
  /** What the server takes in one append (its setting MaxAppendSize); default 1 MiB, as the server's. */
  readonly serverAppendLimitBytes?: number;
  /** How long `open` waits for a server that does not answer; default 30,000. */
  readonly openPatienceMs?: number;
  /** How long a call that failed is tried again; default 10,000. */
  readonly patienceMs?: number;
  /** How long one call may take; default 5,000. */
  readonly callTimeoutMs?: number;
  /** How long the server may search for a page of events; default 60,000. */
  readonly scanTimeoutMs?: number;
  /** How long a subscription may say nothing before it is looked after; default 2,000. */
  readonly silenceMs?: number;
}
