export type Attributes = Readonly<Record<string, string | number | undefined>>;

export interface SpanSetting {
  readonly name: string;
  readonly kind: 'server' | 'internal' | 'producer' | 'consumer';
  /** W3C Trace Context of what it follows from; undefined: a new trace begins. */
  readonly parent?: string | undefined;
  /** W3C Trace Contexts of what it has to do with beside. */
  readonly links?: readonly string[];
  readonly attributes?: Attributes;
}

/** A stretch of work that somebody can look at. */
export interface Span {
  /** W3C Trace Context for what follows from it; while nothing is traced, that of its parent. */
  readonly traceparent: string | undefined;
  say(attributes: Attributes): void;
  failed(reason: string): void;
  end(): void;
}

export interface Spans {
  begin(setting: SpanSetting): Span;
}

let inUse: Spans | undefined;

/** What the whole process traces with; undefined: nothing is traced, and nothing of it costs anything. */
export const traceWith = (spans: Spans | undefined): void => {
  inUse = spans;
};

export const isTraced = (): boolean => inUse !== undefined;

const ignore = (): void => undefined;

export const beginSpan = (setting: SpanSetting): Span =>
  inUse?.begin(setting) ?? { traceparent: setting.parent, say: ignore, failed: ignore, end: ignore };

/** Ends with the work, whatever becomes of it. */
export const inSpan = async <T>(setting: SpanSetting, work: (span: Span) => Promise<T>): Promise<T> => {
  const span = beginSpan(setting);
  try {
    return await work(span);
  } catch (fault) {
    span.failed(fault instanceof Error ? fault.message : String(fault));
    throw fault;
  } finally {
    span.end();
  }
};

const traceIdOf = (traceparent: string): string => traceparent.split('-')[1]!;

/** More links than OpenTelemetry's own limit are dropped anyway. */
const maxLinks = 128;

/** Where work on several things belongs: into their trace if they have one in common; otherwise it is linked to each. */
export const placeAmong = (
  traceparents: readonly (string | undefined)[],
): { readonly parent?: string; readonly links?: readonly string[] } => {
  const [first, ...others] = [...new Set(traceparents.filter((one) => one !== undefined))];
  if (first === undefined) return {};
  if (others.every((other) => traceIdOf(other) === traceIdOf(first)))
    return { parent: first, links: others.slice(0, maxLinks) };
  return { links: [first, ...others].slice(0, maxLinks) };
};
