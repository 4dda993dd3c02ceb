import type { SeenSpan } from './span-collector.fixture.ts';

export const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
export const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

/** Where each of these follows from the one before it, however far behind. */
export const chain = [
  'POST /v1/requests/:id/submit',
  'requests submit',
  'process baton.events.v1',
  'approvals open',
  'process baton.events.v1',
  'append ledger-0',
];

const isBehind = (spans: readonly SeenSpan[], span: SeenSpan, earlier: SeenSpan): boolean => {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent !== undefined && (parent === earlier || isBehind(spans, parent, earlier));
};

/** The names of the chain that nothing in the trace stands for, behind what stands for those before. */
export const missingFrom = (spans: readonly SeenSpan[]): readonly string[] => {
  let reached: readonly SeenSpan[] = [];
  for (const [index, name] of chain.entries()) {
    const named = spans.filter((span) => span.traceId === traceId && span.name === name);
    reached = index === 0 ? named : named.filter((span) => reached.some((earlier) => isBehind(spans, span, earlier)));
    if (reached.length === 0) return chain.slice(index);
  }
  return [];
};
