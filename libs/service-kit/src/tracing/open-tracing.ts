import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { stopwatch } from '../clock.ts';
import { traceWith } from './spans.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Ends the tracing of a process. What has been traced is sent within some seconds, or lost. */
export interface Tracing {
  close(): Promise<void>;
}

const closeLimitMs = 2_000;
const sayEveryMs = 60_000;

const exporters = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_TRACES_EXPORTER'];

/** OpenTelemetry's own variables say whether: somewhere to send traces to, and no word against it. */
export const wantsTracing = (environment: Environment): boolean => {
  const isSet = (name: string): boolean => (environment[name] ?? '').trim() !== '';
  if (environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return false;
  if (environment['OTEL_TRACES_EXPORTER']?.trim() === 'none') return false;
  return exporters.some(isSet);
};

/**
 * Traces the process from now on if its environment asks for it; otherwise nothing of OpenTelemetry is loaded. Call it
 * before the adapters and the application are made. A collector that is away costs a line of the log a minute.
 */
export const openTracing = async (service: string, environment: Environment, logger: Logger): Promise<Tracing> => {
  if (!wantsTracing(environment)) return { close: async () => undefined };
  const say = atMostEvery(sayEveryMs, (trouble) => logger.warn({ trouble }, 'traces cannot be sent'));
  try {
    const { openOtelSpans } = await import('./otel-spans.ts');
    const spans = openOtelSpans({
      ...{ service, environment },
      say: environment['OTEL_LOG_LEVEL'] === undefined ? say : undefined,
    });
    traceWith(spans);
    return { close: () => closeWithin(closeLimitMs, spans.close()) };
  } catch (fault) {
    say(`nothing is traced: ${fault instanceof Error ? fault.message : String(fault)}`);
    return { close: async () => undefined };
  }
};

const closeWithin = async (limitMs: number, closing: Promise<void>): Promise<void> => {
  traceWith(undefined);
  const tooLong = new AbortController();
  const ended = closing.catch(() => undefined).finally(() => tooLong.abort());
  await Promise.race([ended, pause(limitMs, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
};

/** The first is said, and then one in each stretch. */
export const atMostEvery = (everyMs: number, say: (text: string) => void): ((text: string) => void) => {
  let sinceSaid: (() => number) | undefined;
  return (text) => {
    if (sinceSaid !== undefined && sinceSaid() < everyMs) return;
    sinceSaid = stopwatch();
    say(text);
  };
};
