import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type Append, answerAppend, answerBatchAppend } from './append-calls.fixture.ts';
import { GrpcCall, type GrpcEnd, GrpcServer, grpcStatus } from './grpc-server.fixture.ts';
import { PeerLog } from './peer-log.fixture.ts';
import { answerRead, methodOf } from './read-calls.fixture.ts';

/** `scan` reads all streams forwards, `head` backwards. */
export type PeerMethod = 'append' | 'read' | 'scan' | 'head' | 'subscribe' | 'features' | 'gossip';

export interface PeerFailure {
  /** `half`: a read is reset behind its first answers. */
  readonly play: 'end' | 'silence' | 'reset' | 'cut' | 'half' | 'no-position';
  readonly end?: GrpcEnd;
  /** Whether an append is stored all the same, before the failure is played. */
  readonly commit?: boolean;
}

export interface PeerOptions {
  readonly log?: PeerLog;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Whether the server says that it takes appends by the batch; older ones do not. Default true. */
  readonly batchAppend?: boolean;
}

/** Plays one node of KurrentDB, protocol and all, over streams in memory. */
export class KurrentPeer {
  readonly log: PeerLog;
  readonly calls: { readonly method: PeerMethod; readonly headers: GrpcCall['headers'] }[] = [];
  /** Another node: every call that asks for the leader is sent there. */
  leader: { readonly host: string; readonly port: number } | undefined;
  /** What gossip tells; default: this node alone, as the leader. */
  members: readonly { readonly port: number; readonly leader: boolean }[] | undefined;
  port = 0;
  readonly #options: PeerOptions;
  readonly #failures: { readonly method: PeerMethod; readonly failure: PeerFailure; times: number }[] = [];
  #server: GrpcServer | undefined;

  constructor(options: PeerOptions = {}) {
    this.#options = options;
    this.log = options.log ?? new PeerLog();
  }

  get connections(): number {
    return this.#server?.connections ?? 0;
  }

  /** The same port as before after a stop: a restart, with everything that was committed. */
  async start(): Promise<this> {
    this.#server = new GrpcServer((call) => this.#answer(call), this.#options.tls);
    this.port = await this.#server.listen(this.port);
    return this;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  /** The next `times` calls of the method fail so. */
  fail(method: PeerMethod, failure: PeerFailure, times = 1): void {
    this.#failures.push({ method, failure, times });
  }

  /** How many failures were asked for and not played yet. */
  get pendingFailures(): number {
    return this.#failures.reduce((sum, { times }) => sum + times, 0);
  }

  heal(): void {
    this.#failures.length = 0;
  }

  #answer(call: GrpcCall): void {
    const name = call.path.split('/').at(-1);
    if (name === 'Append') return answerAppend(call, this.#append);
    if (name === 'BatchAppend') return answerBatchAppend(call, this.#append);
    if (call.path.endsWith('Streams/Read')) return this.#read(call);
    if (name === 'GetSupportedMethods') return this.#tell('features', call, this.#supported());
    if (call.path.endsWith('Gossip/Read')) return this.#tell('gossip', call, this.#cluster());
    call.end({ code: grpcStatus.unimplemented });
  }

  readonly #append: Append = (append, call) => {
    this.calls.push({ method: 'append', headers: call.headers });
    if (this.#sendsToLeader(call)) return undefined;
    const failure = this.#nextFailure('append');
    if (failure === undefined) return this.log.append(append);
    if (failure.play === 'no-position') return { ...this.log.append(append), withoutPosition: true };
    if (failure.commit === true) this.log.append(append);
    play(failure, call);
    return undefined;
  };

  #read(call: GrpcCall): void {
    call.onMessage((bytes) => {
      const options = streams.ReadReq.deserializeBinary(bytes).getOptions()!;
      const method = methodOf(options);
      this.calls.push({ method, headers: call.headers });
      if (this.#sendsToLeader(call)) return;
      const failure = this.#nextFailure(method);
      if (failure !== undefined) play(failure, call);
      if (failure === undefined || failure.play === 'half') answerRead(call, options, this.log);
    });
  }

  #tell(method: PeerMethod, call: GrpcCall, answer: { serializeBinary(): Uint8Array }): void {
    call.onMessage(() => {
      this.calls.push({ method, headers: call.headers });
      const failure = this.#nextFailure(method);
      if (failure !== undefined) return play(failure, call);
      call.send(answer.serializeBinary());
      call.end();
    });
  }

  #sendsToLeader(call: GrpcCall): boolean {
    if (this.leader === undefined || call.headers['requires-leader'] !== 'true') return false;
    call.end(notLeader(this.leader));
    return true;
  }

  #nextFailure(method: PeerMethod): PeerFailure | undefined {
    const at = this.#failures.findIndex((planned) => planned.method === method);
    const planned = this.#failures[at];
    if (planned === undefined) return undefined;
    planned.times -= 1;
    if (planned.times === 0) this.#failures.splice(at, 1);
    return planned.failure;
  }

  #supported(): features.SupportedMethods {
    const method = (name: string) =>
      new features.SupportedMethod().setServiceName('event_store.client.streams.Streams').setMethodName(name);
    const names = this.#options.batchAppend === false ? ['read', 'append'] : ['read', 'append', 'batchappend'];
    return new features.SupportedMethods().setMethodsList(names.map(method)).setEventStoreServerVersion('25.1.0.0');
  }

  #cluster(): gossip.ClusterInfo {
    const members = this.members ?? [{ port: this.port, leader: true }];
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    return new gossip.ClusterInfo().setMembersList(
      members.map(({ port, leader }) =>
        new gossip.MemberInfo()
          .setInstanceId(new shared.UUID().setString(`00000000-0000-4000-8000-${String(port).padStart(12, '0')}`))
          .setState(leader ? LEADER : FOLLOWER)
          .setIsAlive(true)
          .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
      ),
    );
  }
}

const notLeader = ({ host, port }: { readonly host: string; readonly port: number }): GrpcEnd => ({
  code: grpcStatus.notFound,
  message: 'Leader info available',
  trailers: { exception: 'not-leader', 'leader-endpoint-host': host, 'leader-endpoint-port': String(port) },
});

const play = (failure: PeerFailure, call: GrpcCall): void => {
  if (failure.play === 'end') call.end(failure.end);
  if (failure.play === 'half') call.resetAfter(3);
  if (failure.play === 'reset') call.reset();
  if (failure.play === 'cut') call.cut();
};
