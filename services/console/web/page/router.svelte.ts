export type Place =
  | { readonly page: 'board' }
  | { readonly page: 'case'; readonly id: string }
  | { readonly page: 'inbox'; readonly party: string | undefined }
  | { readonly page: 'missing' };

/** History-API routing: every place has an address that can be sent to somebody. */
class Router {
  private address = $state(location.pathname + location.search);

  get place(): Place {
    return placeOf(new URL(this.address, location.origin));
  }

  go(href: string): void {
    history.pushState(null, '', href);
    this.follow();
    window.scrollTo(0, 0);
  }

  replace(href: string): void {
    history.replaceState(null, '', href);
    this.follow();
  }

  follow(): void {
    this.address = location.pathname + location.search;
  }

  /** Turns a plain click on a link of ours into a step of the router. */
  intercept(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || event.button !== 0 || event.defaultPrevented) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target !== '' || link.origin !== location.origin || link.hash !== '') return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

const placeOf = (url: URL): Place => {
  if (url.pathname === '/') return { page: 'board' };
  if (url.pathname === '/inbox') return { page: 'inbox', party: url.searchParams.get('party') ?? undefined };
  const match = /^\/cases\/([^/]+)$/.exec(url.pathname);
  return match ? { page: 'case', id: decodeURIComponent(match[1]!) } : { page: 'missing' };
};

export const caseHref = (id: string): string => `/cases/${encodeURIComponent(id)}`;

export const router = new Router();
