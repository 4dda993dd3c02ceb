import { once } from 'node:events';
import {
  createSecureServer,
  createServer,
  constants,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

/** https://github.com/grpc/grpc/blob/master/doc/statuscodes.md */
export const grpcStatus = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
};

/** Megabytes: this peer writes without waiting. */
const maxSessionMemory = 512;

export interface GrpcEnd {
  readonly code: number;
  readonly message?: string;
  readonly trailers?: Readonly<Record<string, string>>;
}

/** One call, whatever its shape: messages come, messages go, and at the end there is a status. */
export class GrpcCall {
  readonly headers: IncomingHttpHeaders;
  readonly #stream: ServerHttp2Stream;
  #onMessage: (message: Uint8Array) => void = () => {};
  #buffer = Buffer.alloc(0);
  #sendsLeft = Infinity;
  #resetting: NodeJS.Timeout | undefined;

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    this.headers = headers;
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('error', () => {});
  }

  get path(): string {
    return String(this.headers[':path']);
  }

  get closed(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }

  onMessage(listener: (message: Uint8Array) => void): void {
    this.#onMessage = listener;
  }

  /** The client has sent all that it will. */
  onHalfClose(listener: () => void): void {
    this.#stream.on('end', listener);
  }

  onClose(listener: () => void): void {
    this.#stream.on('close', listener);
  }

  /** So many messages go through, then the call is reset. */
  resetAfter(messages: number): void {
    this.#sendsLeft = messages;
  }

  send(message: Uint8Array): void {
    if (this.closed) return;
    if (this.#sendsLeft === 0) return this.#resetSoon();
    this.#sendsLeft -= 1;
    this.#open();
    const frame = Buffer.alloc(5 + message.length);
    frame.writeUInt32BE(message.length, 1);
    frame.set(message, 5);
    this.#stream.write(frame);
  }

  /** Not at once: what was sent before is to arrive. */
  #resetSoon(): void {
    this.#resetting ??= setTimeout(() => this.reset(), 10);
  }

  end({ code, message = '', trailers = {} }: GrpcEnd = { code: grpcStatus.ok }): void {
    if (this.closed || this.#resetting !== undefined) return;
    this.#open();
    const status = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message), ...trailers };
    this.#stream.once('wantTrailers', () => this.#stream.sendTrailers(status));
    this.#stream.end();
  }

  reset(): void {
    this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  }

  /** Takes the whole connection down with it. */
  cut(): void {
    this.#stream.session?.destroy();
  }

  #open(): void {
    if (this.#stream.headersSent) return;
    this.#stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  }

  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    while (this.#buffer.length >= 5) {
      const end = 5 + this.#buffer.readUInt32BE(1);
      if (this.#buffer.length < end) return;
      const message = this.#buffer.subarray(5, end);
      this.#buffer = this.#buffer.subarray(end);
      this.#onMessage(new Uint8Array(message));
    }
  }
}

/** gRPC over HTTP/2 as https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md has it, without compression. */
export class GrpcServer {
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();

  constructor(answer: (call: GrpcCall) => void, tls?: { readonly key: string; readonly cert: string }) {
    this.#server =
      tls === undefined ? createServer({ maxSessionMemory }) : createSecureServer({ ...tls, maxSessionMemory });
    this.#server.on('session', (session: ServerHttp2Session) => {
      this.#sessions.add(session);
      session.on('error', () => {});
      session.on('close', () => this.#sessions.delete(session));
    });
    this.#server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) =>
      answer(new GrpcCall(stream, headers)),
    );
  }

  get connections(): number {
    return this.#sessions.size;
  }

  /** Port 0: any free one. Answers which it is. */
  async listen(port: number): Promise<number> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** As a process that is killed: every connection is gone at once. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const session of this.#sessions) session.destroy();
    await closed;
  }
}
