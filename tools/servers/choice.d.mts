export interface ChosenServer {
  readonly name: string;
  /** The setting that its address goes to. */
  readonly setting: string;
  readonly kind: 'native' | 'docker';
  readonly isOptional: boolean;
  start(options: { readonly folder: string }): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

export function serversFor(need: {
  readonly specs: readonly string[];
  readonly engine: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly has?: (program: string) => boolean;
}): readonly ChosenServer[];
