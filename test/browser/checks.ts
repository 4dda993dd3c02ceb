/** Runs named checks one after the other, says each result, and counts. */
export class Checks {
  private passed = 0;
  private failed = 0;

  async check(name: string, body: () => Promise<void>): Promise<void> {
    try {
      await body();
      this.passed++;
      process.stdout.write(`ok    ${name}\n`);
    } catch (failure) {
      this.failed++;
      process.stdout.write(`FAIL  ${name}\n      ${String(failure).split('\n').slice(0, 4).join('\n      ')}\n`);
    }
  }

  /** Answers whether everything passed. */
  finish(): boolean {
    process.stdout.write(`${this.passed} passed, ${this.failed} failed\n`);
    return this.failed === 0 && this.passed > 0;
  }
}

export const expectThat = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};
