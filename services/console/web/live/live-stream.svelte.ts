import type { StreamMessage } from '@baton/contracts';

/** Without a message: so much was missed that everything must be looked at anew. */
type Listener = (message: StreamMessage | undefined) => void;

/** The one live stream of the page. The browser reconnects by itself and resumes after the last id. */
class LiveStream {
  connected = $state(false);
  private readonly listeners = new Set<Listener>();

  open(): () => void {
    const source = new EventSource('/v1/stream');
    source.onopen = () => (this.connected = true);
    source.onerror = () => (this.connected = false);
    source.addEventListener('reload', () => this.tell(undefined));
    source.onmessage = ({ data }) => this.tell(JSON.parse(data) as StreamMessage);
    return () => source.close();
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Somebody else learned what time it is. */
  tick(now: string): void {
    this.tell({ kind: 'clock', now });
  }

  private tell(message: StreamMessage | undefined): void {
    for (const listener of this.listeners) listener(message);
  }
}

export const liveStream = new LiveStream();
