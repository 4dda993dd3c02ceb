import type { Party, ReferenceFact } from '@baton/contracts';
import type { RuleDocumentOf, RuleFile, RuleValues } from '../rule-documents.ts';
import { factId, fileName, type Publication } from './publication.ts';

type Body = ReferenceFact extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'id' | 'occurredAt' | 'actor'>
    : never
  : never;

/** In this order nothing names what has not been published before it. */
const order: readonly (keyof RuleValues)[] = ['calendar', 'roster', 'policy', 'route', 'durations'];

/**
 * The facts that publish the files' rules, with the file's name as `source` and the SHA-256 of its bytes as `hash`, so
 * that a replay knows what was in force. The files are meant to have passed `checkRuleFiles`. Throws what
 * `transitions` throws for a zone that is none.
 */
export const factsOfRuleFiles = (files: readonly RuleFile[], publication: Publication): readonly ReferenceFact[] => {
  const documents = files.flatMap((file) => file.documents.map((document) => ({ file, document })));
  return order.flatMap((kind) =>
    documents.flatMap(({ file, document }) => {
      if (document.kind !== kind) return [];
      return bodiesOf(document, file, publication).map((body, index) => {
        const id = factId(file, `${document.index}.${index}`, publication.publishedAt);
        return { id, occurredAt: publication.publishedAt, actor: publication.actor, ...body } as ReferenceFact;
      });
    }),
  );
};

const bodiesOf = (
  { kind, value }: RuleFile['documents'][number],
  { file, hash }: RuleFile,
  { transitions }: Publication,
): readonly Body[] => {
  const provenance = { source: fileName(file), hash };
  switch (kind) {
    case 'calendar': {
      const calendar = { ...value, transitions: transitions(value.zone), ...provenance };
      return [{ type: 'baton.rules.calendar-published.v1', calendar }];
    }
    case 'roster':
      return rosterBodies(value);
    case 'policy':
      return [{ type: 'baton.rules.policy-published.v1', policy: { ...value, ...provenance } }];
    case 'route':
      return [{ type: 'baton.rules.route-published.v1', route: { ...value, ...provenance } }];
    case 'durations':
      return [{ type: 'baton.rules.durations-learned.v1', durations: { ...value, ...provenance } }];
  }
};

const rosterBodies = ({ parties, absences, delegations }: RuleDocumentOf<'roster'>['value']): readonly Body[] => [
  ...portionsOf(parties).map((portion) => ({ type: 'baton.people.roster-changed.v1', parties: portion }) as const),
  ...absences.map((absence) => ({ type: 'baton.people.absence-declared.v1', ...absence }) as const),
  ...delegations.map((delegation) => ({ type: 'baton.people.delegation-appointed.v1', ...delegation }) as const),
];

/** Baton takes 256 KiB an event; this leaves room for what is around the parties. */
const mostPortionBytes = 200_000;

/** A large roster goes in several facts: each says something of the parties that it names, and nothing of the others. */
const portionsOf = (parties: readonly Party[]): readonly (readonly Party[])[] => {
  const portions: Party[][] = [[]];
  let bytes = 0;
  for (const party of parties) {
    const size = Buffer.byteLength(JSON.stringify(party)) + 1;
    if (bytes > 0 && bytes + size > mostPortionBytes) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)!.push(party);
    bytes += size;
  }
  return portions;
};
