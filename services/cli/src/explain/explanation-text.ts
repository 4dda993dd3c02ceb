import type { ExplanationView, FindingView } from '@baton/contracts';
import { table } from '../table.ts';
import type { ZonedFormat } from '../zone-option.ts';

/** Each finding: its conclusion, then its reasons, then the entries of the ledger; the rules in force come last. */
export const explanationText = (view: ExplanationView, format: ZonedFormat): string[] => [
  view.title.startsWith(view.caseId) ? view.title : `${view.caseId}  ${view.title}`,
  `  ${'as of'.padEnd(12)} ${format.minutes(view.asOf)}`,
  `  ${'status'.padEnd(12)} ${view.status}`,
  `  ${'accountable'.padEnd(12)} ${view.accountable.name}`,
  ...view.findings.flatMap((finding) => ['', ...findingText(finding, format)]),
  '',
  ...view.rules.map(({ sentence }) => plain(sentence)),
];

const marks: Readonly<Record<FindingView['verdict'], string>> = {
  stalled: '!',
  'would-stall-at': '~',
  'not-stalled': '-',
};

const findingText = ({ kind, verdict, conclusion, reasons, entries }: FindingView, format: ZonedFormat): string[] => [
  `${marks[verdict]} ${kind}: ${plain(conclusion)}`,
  ...reasons.map(({ sentence, detail }) => `  ${detail.type === 'step' ? '  ' : ''}${plain(sentence)}`),
  ...entriesText(entries, format),
];

const entriesText = (entries: FindingView['entries'], format: ZonedFormat): string[] => {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => [
    `  #${entry.position}`,
    format.minutes(entry.occurredAt),
    plain(entry.sentence),
  ]);
  return table(['  ENTRY', 'WHEN', 'WHAT'], rows);
};

const plain = (text: string): string => text.replaceAll('**', '');
