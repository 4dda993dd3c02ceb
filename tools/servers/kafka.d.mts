export interface KafkaServer {
  /** `kafka://127.0.0.1:PORT`, with all nodes. */
  readonly url: string;
  /** The listener with TLS and SCRAM; undefined without `credentials`. */
  readonly secureUrl: string | undefined;
  /** From 1. */
  readonly nodeIds: readonly number[];
  stop(): Promise<void>;
  kill(node?: number, signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  restart(node?: number): Promise<void>;
  freeze(node?: number): void;
  thaw(node?: number): void;
}

export interface KafkaServerSetting {
  readonly folder: string;
  readonly nodes?: 1 | 3;
  readonly port?: number;
  readonly credentials?: { readonly username: string; readonly password: string };
}

export function startKafka(setting: KafkaServerSetting): Promise<KafkaServer>;
