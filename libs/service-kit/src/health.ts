import { Injectable } from '@nestjs/common';

/** What the parts of a process say of themselves. Ready means that no part is in trouble. */
@Injectable()
export class HealthRegistry {
  readonly #troubles = new Map<string, string>();
  readonly #notices = new Map<string, readonly string[]>();

  /** `trouble` is a short sentence for operators; undefined: the part is well again. */
  report(part: string, trouble: string | undefined): void {
    if (trouble === undefined) this.#troubles.delete(part);
    else this.#troubles.set(part, trouble);
  }

  /** What is worth knowing and no trouble of the part: it goes on all the same. None: there is nothing any more. */
  notice(part: string, sentences: readonly string[]): void {
    if (sentences.length === 0) this.#notices.delete(part);
    else this.#notices.set(part, sentences);
  }

  notices(): readonly { readonly part: string; readonly notice: string }[] {
    return [...this.#notices].flatMap(([part, sentences]) => sentences.map((notice) => ({ part, notice })));
  }

  troubles(): readonly { readonly part: string; readonly reason: string }[] {
    return [...this.#troubles].map(([part, reason]) => ({ part, reason }));
  }
}
