import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ListenFault } from '../faults.ts';
import type { HealthRegistry } from '../health.ts';
import { nestLogger } from '../logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { recordRequests } from '../metrics/request-records.ts';
import { traceRequests } from '../tracing/request-spans.ts';
import { addSecurityHeaders, guardHosts } from './http-guard.ts';
import { acceptJsonOnly } from './json-body.ts';
import { KitModule } from './kit.module.ts';
import { ProblemAdapter } from './problem-adapter.ts';
import { ProblemFilter, Problems } from './problem.filter.ts';
import { RequestsInFlight } from './requests-in-flight.ts';
import { RouteTable } from './route-table.ts';
import { validationPipe } from './validation.ts';

export interface HttpSettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Further names that the Host and Origin headers may carry. */
  readonly allowedHosts?: readonly string[];
  readonly logger: Logger;
  /** Of the OpenAPI document. */
  readonly title?: string;
  /** Of parts that ran before the service did. */
  readonly health?: HealthRegistry;
}

export type ServiceModule = Type<unknown> | DynamicModule;

const drainMs = 3_000;
const inFlight = new WeakMap<NestFastifyApplication, RequestsInFlight>();

/** A running application that does not listen yet: `app.inject` works. Stop it with `stopServiceApp`. */
export const createServiceApp = async (
  module: ServiceModule,
  settings: HttpSettings,
): Promise<NestFastifyApplication> => {
  const routes = new RouteTable();
  const problems = new Problems(settings.logger, routes);
  const adapter = new ProblemAdapter(problems);
  const metrics = new Metrics();
  const instance = adapter.getInstance() as unknown as FastifyInstance;
  traceRequests(instance);
  recordRequests(instance, metrics, settings.logger);
  const requests = prepare(instance, settings, routes);
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: class ServiceApp {}, imports: [KitModule.register(settings.health, metrics), module as DynamicModule] },
    adapter,
    { bodyParser: false, logger: nestLogger(settings.logger), abortOnError: false },
  );
  inFlight.set(app, requests);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(problems));
  describe(app, settings.title ?? 'Baton');
  await app.init();
  await fastifyOf(app).ready();
  return app;
};

const fastifyOf = (app: NestFastifyApplication): FastifyInstance =>
  app.getHttpAdapter().getInstance() as unknown as FastifyInstance;

const prepare = (instance: FastifyInstance, settings: HttpSettings, routes: RouteTable): RequestsInFlight => {
  const requests = new RequestsInFlight(instance);
  instance.addHook('onRoute', (route) => routes.add(route.method, route.url));
  acceptJsonOnly(instance);
  guardHosts(instance, settings);
  addSecurityHeaders(instance);
  return requests;
};

const describe = (app: NestFastifyApplication, title: string): void => {
  const config = new DocumentBuilder().setTitle(title).setVersion('1').setOpenAPIVersion('3.1.0').build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
  });
};

/** Answers the address. Fault: `ListenFault` in one line, when the port is taken or may not be used. */
export const listenOn = async (app: NestFastifyApplication, settings: HttpSettings): Promise<string> => {
  try {
    // Not Nest's own listen, which would log a line beside ours when it fails.
    await fastifyOf(app).listen({ port: settings.port, host: settings.host });
  } catch (fault) {
    throw listenFault(fault, settings);
  }
  const address = app.getHttpServer().address() as { readonly port: number };
  return `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${address.port}`;
};

const listenFault = (fault: unknown, { host, port }: HttpSettings): unknown => {
  const code = (fault as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE')
    return new ListenFault(
      'port-taken',
      `Port ${port} on ${host} is taken by another program: choose another one with --port.`,
    );
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ListenFault(
      'cannot-listen',
      `Cannot listen on ${host}:${port} (${code}): choose another one with --port or BATON_HOST.`,
    );
  }
  return fault;
};

/** Lets the commands in flight be answered, then ends everything, open event streams too. */
export const stopServiceApp = async (app: NestFastifyApplication): Promise<void> => {
  await inFlight.get(app)?.drained(drainMs);
  await app.close();
};
