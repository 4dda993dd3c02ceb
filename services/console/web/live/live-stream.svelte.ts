import type { StreamMessage } from '@baton/contracts';

type Listener = (message: StreamMessage) => void;

/** The one live stream of the page. The browser reconnects by itself and resumes after the last id. */
class LiveStream {
  connected = $state(false);
  private readonly listeners = new Set<Listener>();

  open(): () => void {
    const source = new EventSource('/v1/stream');
    source.onopen = () => (this.connected = true);
    source.onerror = () => (this.connected = false);
    source.onmessage = ({ data }) => this.tell(JSON.parse(data) as StreamMessage);
    return () => source.close();
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(message: StreamMessage): void {
    for (const listener of this.listeners) listener(message);
  }
}

export const liveStream = new LiveStream();
