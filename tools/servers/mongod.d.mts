export interface MongodServer {
  /** `mongodb://127.0.0.1:PORT/?replicaSet=…`. */
  readonly url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  wipe(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

export function startMongod(setting: { readonly folder: string; readonly port?: number }): Promise<MongodServer>;
