import {
  type Context,
  DiagLogLevel,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  diag,
  trace,
} from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { Span, SpanSetting, Spans } from './spans.ts';

const kinds = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const satisfies Readonly<Record<SpanSetting['kind'], SpanKind>>;

export interface OtelSetting {
  /** Unless the environment names the process. */
  readonly service: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Hears of its troubles; undefined: the kit says them itself, as `OTEL_LOG_LEVEL` tells it. */
  readonly say: ((trouble: string) => void) | undefined;
}

export interface OtelSpans extends Spans {
  close(): Promise<void>;
}

/**
 * Starts OpenTelemetry's own kit, which reads its variables by itself. Nothing but traces, no patches of other
 * libraries: every trace is handed on as `traceparent`.
 */
export const openOtelSpans = ({ service, environment, say }: OtelSetting): OtelSpans => {
  const name = isNamed(environment) ? {} : { serviceName: service };
  const nothingElse = { metricReaders: [], logRecordProcessors: [], instrumentations: [] };
  const kit = new NodeSDK({ ...nothingElse, ...name });
  if (say !== undefined) {
    const listener = { error: say, warn: say, info: ignore, debug: ignore, verbose: ignore };
    diag.setLogger(listener, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  }
  kit.start();
  const tracer = trace.getTracer('baton');
  return { begin: (setting) => begin(tracer, setting), close: () => kit.shutdown() };
};

const isNamed = ({ OTEL_SERVICE_NAME: name = '', OTEL_RESOURCE_ATTRIBUTES: more = '' }: OtelSetting['environment']) =>
  name.trim() !== '' || /(^|,)\s*service\.name\s*=/.test(more);

const ignore = (): void => undefined;

const begin = (tracer: Tracer, { name, kind, parent, links = [], attributes = {} }: SpanSetting): Span => {
  const options = { kind: kinds[kind], attributes, links: links.map((link) => ({ context: contextOf(link) })) };
  const span = tracer.startSpan(name, options, parent === undefined ? ROOT_CONTEXT : within(contextOf(parent)));
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    say: (more) => void span.setAttributes(more),
    failed: (message) => void span.setStatus({ code: SpanStatusCode.ERROR, message }),
    end: () => span.end(),
  };
};

const within = (context: SpanContext): Context => trace.setSpanContext(ROOT_CONTEXT, context);

const contextOf = (traceparent: string): SpanContext => {
  const [, traceId = '', spanId = '', flags = '0'] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
};
