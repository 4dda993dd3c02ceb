/** The routes as registered, to tell a wrong method from an address that does not exist. */
export class RouteTable {
  readonly #routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  add(method: string | readonly string[], path: string): void {
    if (path.includes('*')) return;
    const pattern = new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}/?$`);
    for (const one of [method].flat()) this.#routes.push({ method: one, pattern });
  }

  methodsOf(url: string): readonly string[] {
    const path = url.split('?', 1)[0]!;
    return [...new Set(this.#routes.filter((route) => route.pattern.test(path)).map((route) => route.method))].sort();
  }
}
