import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Actor, Metadata } from '@baton/contracts';
import type { Decider } from '@baton/decider';
import type { EventStore, NewEvent } from '@baton/event-store';
import { serviceOf } from './bus-topics.ts';
import type { Clock } from './clock.ts';
import { uuidOf } from './command-ids.ts';
import { CommandCounts } from './metrics/command-counts.ts';
import { CLOCK, STORE } from './tokens.ts';
import { attribute, spanName } from './tracing/span-words.ts';
import { type SpanSetting, inSpan } from './tracing/spans.ts';

/** Who asks for what, so that a repeated command is known again. */
export interface CommandContext {
  readonly actor: Actor;
  readonly commandId: string;
  /** SHA-256 of what was asked: the same `commandId` with another hash is refused. */
  readonly commandHash: string;
  readonly caseId: string;
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
}

export interface Accepted<State> {
  readonly kind: 'accepted';
  /** Of the stream's last event; -1: there is no stream, and the command did not need one. */
  readonly revision: number;
  readonly state: State;
  /** What was appended; none when the command had already taken effect. */
  readonly events: readonly { readonly type: string; readonly data: unknown }[];
  /** This very command had been carried out before. */
  readonly repeated: boolean;
}

export type CommandResult<State, Refusal extends string> =
  | Accepted<State>
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly detail: string }
  /** The same `commandId` came before with another `commandHash`. */
  | { readonly kind: 'key-reused' }
  /** Others kept writing to the stream; nothing was appended, and the command may be sent again. */
  | { readonly kind: 'conflict' };

export interface Loaded<State> {
  readonly state: State;
  /** -1: no such stream. */
  readonly revision: number;
}

interface LoadedForCommand<State> extends Loaded<State> {
  /** Hash of the command with the same id, when there was one. */
  readonly earlierHash: string | undefined;
}

type DomainEvent = { readonly type: string; readonly data: unknown };

/** A stream and the rules that decide what becomes of it. */
export interface DecidedStream<C, E, S, R extends string> {
  readonly decider: Decider<C, E, S, R>;
  readonly stream: string;
}

const maxAttempts = 5;

/** Load, decide, append: the one way in which a stream of a service changes. */
@Injectable()
export class CommandRunner {
  readonly #store: EventStore;
  readonly #clock: Clock;

  readonly #counts: CommandCounts | undefined;

  constructor(@Inject(STORE) store: EventStore, @Inject(CLOCK) clock: Clock, @Optional() counts?: CommandCounts) {
    this.#store = store;
    this.#clock = clock;
    this.#counts = counts;
  }

  /** What was appended is on disk when it resolves. A conflict is decided anew, at most five times. */
  async run<C, E extends DomainEvent, S, R extends string>(
    decided: DecidedStream<C, E, S, R>,
    command: C | ((state: S) => C),
    context: CommandContext,
  ): Promise<CommandResult<S, R>> {
    const service = serviceOf(decided.stream) ?? 'other';
    const running = inSpan(spanOf(service, decided.stream, { command, context }), async (span) => {
      const { traceparent } = span;
      const result = await this.#run(
        decided,
        command,
        traceparent === undefined ? context : { ...context, traceparent },
      );
      span.say({ [attribute.outcome]: result.kind });
      return result;
    });
    return this.#counts?.count(service, running) ?? running;
  }

  async #run<C, E extends DomainEvent, S, R extends string>(
    { decider, stream }: DecidedStream<C, E, S, R>,
    command: C | ((state: S) => C),
    context: CommandContext,
  ): Promise<CommandResult<S, R>> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const { state, revision, earlierHash } = await this.#loadFor(decider, stream, context.commandId);
      if (earlierHash !== undefined) {
        return earlierHash === context.commandHash
          ? { kind: 'accepted', revision, state, events: [], repeated: true }
          : { kind: 'key-reused' };
      }
      const outcome = decider.decide(
        typeof command === 'function' ? (command as (state: S) => C)(state) : command,
        state,
      );
      if (outcome.kind === 'refused') return outcome;
      if (outcome.events.length === 0) return { kind: 'accepted', revision, state, events: [], repeated: false };
      const result = await this.#store.append(stream, revision, this.#newEvents(stream, outcome.events, context));
      if (result.kind === 'appended') {
        const after = outcome.events.reduce((before, event) => decider.evolve(before, event), state);
        return { kind: 'accepted', revision: result.revision, state: after, events: outcome.events, repeated: false };
      }
    }
    return { kind: 'conflict' };
  }

  /** For queries: the stream's present state. */
  async load<C, E extends DomainEvent, S, R extends string>(
    decider: Decider<C, E, S, R>,
    stream: string,
  ): Promise<Loaded<S>> {
    const { state, revision } = await this.#loadFor(decider, stream, undefined);
    return { state, revision };
  }

  async #loadFor<C, E extends DomainEvent, S, R extends string>(
    decider: Decider<C, E, S, R>,
    stream: string,
    commandId: string | undefined,
  ): Promise<LoadedForCommand<S>> {
    let state = decider.initial;
    let revision = -1;
    let earlierHash: string | undefined;
    for await (const stored of this.#store.readStream(stream)) {
      state = decider.evolve(state, { type: stored.type, data: stored.data } as E);
      revision = stored.revision;
      const metadata = stored.metadata as Metadata;
      if (commandId !== undefined && metadata.commandId === commandId) earlierHash = metadata.commandHash ?? '';
    }
    return { state, revision, earlierHash };
  }

  #newEvents(stream: string, events: readonly DomainEvent[], context: CommandContext): NewEvent[] {
    const metadata: Metadata = { ...context, tenant: 'main', occurredAt: this.#clock.now() };
    return events.map((event, index) => ({
      id: uuidOf(stream, context.commandId, context.commandHash, String(index)),
      type: event.type,
      data: event.data,
      metadata,
    }));
  }
}

const spanOf = (
  service: string,
  stream: string,
  { command, context }: { readonly command: unknown; readonly context: CommandContext },
): SpanSetting => {
  const { kind } = command as { readonly kind?: unknown };
  const name = typeof kind === 'string' ? kind : 'command';
  return {
    ...{ name: spanName.command(service, name), kind: 'internal', parent: context.traceparent },
    attributes: { [attribute.command]: name, [attribute.caseId]: context.caseId, [attribute.stream]: stream },
  };
};
