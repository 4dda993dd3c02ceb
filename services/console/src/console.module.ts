import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyServer } from './fastify-server.ts';
import { forwardTo } from './forward.ts';
import { servePages } from './serve-pages.ts';

export interface ConsoleOptions {
  /** Path prefix → origins of the service that answers it, when the services are processes of their own. */
  readonly forward?: Readonly<Record<string, readonly string[]>>;
  /** An origin that has not begun to answer by then is given up (default 10 s). */
  readonly answerWithinMs?: number;
  /** Folder of the built page; by default the one that the build writes. */
  readonly pages?: string;
}

const consoleOptions = Symbol('console options');

/** Serves the web console, and in the many-process mode stands in front of the services. Needs the Fastify adapter. */
@Module({})
export class ConsoleModule implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(consoleOptions) private readonly options: ConsoleOptions,
  ) {}

  static register(options: ConsoleOptions = {}): DynamicModule {
    return { module: ConsoleModule, providers: [{ provide: consoleOptions, useValue: options }] };
  }

  async onModuleInit(): Promise<void> {
    const server: FastifyServer = this.host.httpAdapter.getInstance();
    await servePages(server, this.options.pages);
    const { forward = {}, answerWithinMs: withinMs } = this.options;
    for (const [prefix, origins] of Object.entries(forward))
      await forwardTo(server, { prefix, origins, ...(withinMs === undefined ? {} : { withinMs }) });
  }
}
