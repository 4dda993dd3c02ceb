export interface Ended {
  readonly code: number;
  readonly output: string;
}

export function runStage(
  stage: { readonly command: readonly string[]; readonly limitMs: number },
  folder: string,
): Promise<Ended>;
export function countOf(ended: Ended): { readonly passed: number; readonly failed: number };
