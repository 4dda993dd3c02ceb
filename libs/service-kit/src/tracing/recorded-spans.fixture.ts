import type { Attributes, Span, SpanSetting, Spans } from './spans.ts';

export interface Recorded extends SpanSetting {
  name: string;
  readonly traceparent: string;
  said: Attributes;
  failure?: string;
  ended: boolean;
}

/** Spans that are only written down; each has a number for its id, and begins trace 1 unless it has a parent. */
export class RecordedSpans implements Spans {
  readonly all: Recorded[] = [];

  begin(setting: SpanSetting): Span {
    const traceId = setting.parent?.split('-')[1] ?? '1'.repeat(32);
    const traceparent = `00-${traceId}-${String(this.all.length + 1).padStart(16, '0')}-01`;
    const recorded: Recorded = { ...setting, traceparent, said: { ...setting.attributes }, ended: false };
    this.all.push(recorded);
    return {
      traceparent,
      say: (attributes) => (recorded.said = { ...recorded.said, ...attributes }),
      failed: (reason) => (recorded.failure = reason),
      end: () => (recorded.ended = true),
    };
  }
}
