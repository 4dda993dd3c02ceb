import { statSync } from 'node:fs';
import type { Terminal } from '../terminal.ts';
import type { ImportProgress } from './import-log.ts';

const barWidth = 30;
const lineSteps = 4;

/** A bar where there is a terminal, a line each quarter where there is none. */
export const progressBar = (file: string, terminal: Terminal): ImportProgress => {
  const size = statSync(file).size;
  const show = terminal.isInteractive ? drawBar(terminal) : writeLines(terminal);
  return {
    reading: (bytes, rows) => show('reading', Math.min(bytes / size, 1), `${rows} rows`),
    folding: (rows, total) => show('folding', rows / total, `${rows} of ${total} rows`),
  };
};

type Show = (step: string, share: number, detail: string) => void;

const drawBar = (terminal: Terminal): Show => {
  let before = '';
  return (step, share, detail) => {
    const filled = Math.round(share * barWidth);
    const text = `${step} ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.round(share * 100)} %  ${detail}`;
    if (text !== before) terminal.replace(share === 1 && step === 'folding' ? `${text}\n` : text);
    before = text;
  };
};

const writeLines = (terminal: Terminal): Show => {
  let next = { step: '', quarter: 0 };
  return (step, share, detail) => {
    if (step !== next.step) next = { step, quarter: 1 };
    const quarter = Math.floor(share * lineSteps);
    if (quarter < next.quarter) return;
    next = { step, quarter: quarter + 1 };
    terminal.note(`${step}: ${Math.round(share * 100)} %, ${detail}`);
  };
};
