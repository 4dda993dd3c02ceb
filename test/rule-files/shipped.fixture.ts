import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseFact, Decision, Fact, Party, Route, RouteLeg } from '@baton/contracts';
import { type Baton, batonsOf, HandoffEngine } from '@baton/handoff-engine';
import { factsOfRuleFiles, parseRuleFile, type RuleFile } from '@baton/rule-files';
import { zoneTransitions } from '@baton/service-kit';

const folder = join(import.meta.dirname, '../../libs/rule-files/rules');
const minuteMs = 60_000;
const caseId = 'case-1';

export const fileOf = (name: string): RuleFile =>
  parseRuleFile(readFileSync(join(folder, `${name}.yaml`), 'utf8'), { file: `${name}.yaml` });

export const routeOf = (file: RuleFile): Route => file.documents.find(({ kind }) => kind === 'route')!.value as Route;

const partiesOf = (file: RuleFile): readonly Party[] =>
  file.documents.flatMap((document) => (document.kind === 'roster' ? document.value.parties : []));

/** What the ledger, the case and its batons look like after one fact. */
export interface Step {
  readonly fact: CaseFact;
  readonly accountable: string;
  readonly batons: readonly Baton[];
  readonly decisions: readonly Decision[];
}

/** Plays facts on an engine to which the file's rules were published a day before. */
export const play = (file: RuleFile, facts: readonly CaseFact[]): readonly Step[] => {
  const engine = new HandoffEngine();
  const publishedAt = facts[0]!.occurredAt - 24 * 60 * minuteMs;
  const rules: readonly Fact[] = factsOfRuleFiles([file], {
    publishedAt,
    actor: 'clerk',
    transitions: zoneTransitions,
  });
  for (const fact of rules) engine.apply(fact, publishedAt);
  return facts.map((fact) => {
    const decisions = engine.apply(fact, fact.occurredAt);
    const entry = engine.entry(caseId)!;
    const batons = entry.state.status === 'open' ? batonsOf(engine.look(entry, fact.occurredAt)) : [];
    return { fact, accountable: entry.state.accountable, batons, decisions };
  });
};

/** Who says what about a leg: a person for themselves, the first member for a team or a role. */
export const speakerOf = (file: RuleFile, party: string): string =>
  partiesOf(file).find(({ id }) => id === party)?.members?.[0] ?? party;

type Body = CaseFact extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'id' | 'occurredAt' | 'caseId'>
    : never
  : never;

const predecessors = ({ legs }: Route): readonly (readonly string[])[] =>
  legs.map(({ after }, index) => after ?? legs.slice(Math.max(index - 1, 0), index).map(({ id }) => id));

/** The legs in the order in which they can run, those that may run side by side together. */
export const waves = (route: Route): readonly (readonly RouteLeg[])[] => {
  const before = predecessors(route);
  const done = new Set<string>();
  const found: RouteLeg[][] = [];
  while (done.size < route.legs.length) {
    const ready = route.legs.filter(({ id }, index) => !done.has(id) && before[index]!.every((each) => done.has(each)));
    if (ready.length === 0) throw new Error('the route cannot finish');
    found.push(ready);
    for (const { id } of ready) done.add(id);
  }
  return found;
};

/**
 * Everything goes as it should, five minutes after each other: opened by the customer, legs that may run side by side
 * offered, accepted and completed together, each offer with what its receiver needs; then closed.
 */
export const happyPath = (file: RuleFile, customer: string, start: string): readonly CaseFact[] => {
  const route = routeOf(file);
  const needBy = Date.parse(start) + 90 * 24 * 60 * minuteMs;
  const bodies: Body[] = [
    { type: 'baton.case.opened.v1', title: 'A case', customer, route: route.id, needBy, actor: customer },
  ];
  let giver = customer;
  for (const legs of waves(route)) {
    const speakers = legs.map(({ party }) => speakerOf(file, party));
    for (const { id, needs } of legs)
      bodies.push({ type: 'baton.handoff.offered.v1', leg: id, items: needs, actor: giver });
    for (const [index, { id }] of legs.entries())
      bodies.push({ type: 'baton.handoff.accepted.v1', leg: id, actor: speakers[index]! });
    for (const [index, { id }] of legs.entries())
      bodies.push({ type: 'baton.handoff.completed.v1', leg: id, actor: speakers[index]! });
    giver = speakers.at(-1)!;
  }
  bodies.push({ type: 'baton.case.closed.v1', actor: customer });
  return bodies.map((body, index) => {
    const occurredAt = Date.parse(start) + index * 5 * minuteMs;
    return { id: `test ${index}`, occurredAt, caseId, ...body } as CaseFact;
  });
};
