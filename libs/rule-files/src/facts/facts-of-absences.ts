import type { ReferenceFact } from '@baton/contracts';
import type { AbsenceFile } from '../absences/read-absences.ts';
import { factId, type Publication } from './publication.ts';

/** The facts that declare the absences of an iCalendar file, and end those that it no longer has. */
export const factsOfAbsences = (
  file: AbsenceFile,
  { publishedAt, actor }: Pick<Publication, 'publishedAt' | 'actor'>,
): readonly ReferenceFact[] => {
  const bodies = [
    ...file.absences.map((absence) => ({ type: 'baton.people.absence-declared.v1', ...absence }) as const),
    ...file.ended.map((ended) => ({ type: 'baton.people.absence-ended.v1', ...ended }) as const),
  ];
  return bodies.map((body, index) => ({
    id: factId(file, `${index}`, publishedAt),
    occurredAt: publishedAt,
    actor,
    ...body,
  }));
};
