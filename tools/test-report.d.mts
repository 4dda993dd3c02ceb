interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

interface Verdict {
  readonly lines: readonly string[];
  readonly ran: number;
  readonly passed: number;
  readonly failed: number;
}

export function judge(run: {
  readonly checks: readonly { readonly name: string; readonly passed: boolean }[];
  readonly reports: readonly (Report | undefined)[];
  readonly expected: number;
}): Verdict;
