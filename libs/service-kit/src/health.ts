import { Injectable } from '@nestjs/common';

/** What the parts of a process say of themselves. Ready means that no part is in trouble. */
@Injectable()
export class HealthRegistry {
  readonly #troubles = new Map<string, string>();

  /** `trouble` is a short sentence for operators; undefined: the part is well again. */
  report(part: string, trouble: string | undefined): void {
    if (trouble === undefined) this.#troubles.delete(part);
    else this.#troubles.set(part, trouble);
  }

  troubles(): readonly { readonly part: string; readonly reason: string }[] {
    return [...this.#troubles].map(([part, reason]) => ({ part, reason }));
  }
}
