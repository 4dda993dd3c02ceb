import type { CaseFact, Decision, StallKind } from '@baton/contracts';
import type { Engine, Kind } from './checks.fixture.ts';
import { Model } from './model.fixture.ts';
import { modelRulebook, modelRules } from './model-stories.fixture.ts';
import { hour, text } from './relay.fixture.ts';

/** What the model knows of; the others depend on walks through calendars, absences and typical times. */
const modelled: ReadonlySet<StallKind> = new Set([
  ...(['unaccepted', 'idle', 'overrun', 'unowned', 'incomplete', 'runaround', 'missed'] as const),
]);
/** How many of each kind the stories have raised, and rungs they have fired. */
export const modelMet: Record<string, number> = {};

interface Told {
  readonly kind: StallKind;
  readonly leg: string | undefined;
  readonly raisedAt: number;
  clearedAt: number | undefined;
  readonly rungs: { readonly rung: number; readonly at: number }[];
}

const inWords = ({ kind, leg, raisedAt, clearedAt, rungs }: Told): string => {
  const called = rungs.map(({ rung, at }) => `${rung} at ${text(at)}`).join(', ');
  return `${kind} of ${leg}: ${text(raisedAt)} to ${clearedAt === undefined ? 'the end' : text(clearedAt)}, ${called}`;
};
/** What one fact brings up and ends again nobody has seen. */
const wasSeen = ({ raisedAt, clearedAt, rungs }: Told): boolean => raisedAt !== clearedAt || rungs.length > 0;
const sorted = (told: readonly Told[]): string[] => told.filter(wasSeen).map(inWords).sort();

const takeDecision = (told: Map<string, Told>, decision: Decision): void => {
  if (decision.type === 'stall-raised' && modelled.has(decision.kind)) {
    const { kind, leg, dueAt } = decision;
    told.set(decision.episode, { kind, leg, raisedAt: dueAt, clearedAt: undefined, rungs: [] });
  }
  const episode = 'episode' in decision ? told.get(decision.episode) : undefined;
  if (episode === undefined) return;
  if (decision.type === 'stall-cleared') episode.clearedAt = decision.dueAt;
  if (decision.type === 'rung-fired') episode.rungs.push({ rung: decision.rung, at: decision.dueAt });
  if (decision.type === 'stall-retracted') told.delete((decision as { readonly episode: string }).episode);
};

const endOf = (story: readonly CaseFact[]): number => story.at(-1)!.occurredAt + 5 * 24 * hour;

const checkAccountable = (engine: Engine, model: Model, after: string): void => {
  const { accountable, status } = engine.entry('one')!.state;
  if (status === 'open' && accountable !== model.relay.accountable)
    throw new Error(`${accountable} is accountable after ${after}, and should be ${model.relay.accountable}`);
};

/** The same episodes, to the minute, and the same rungs, as somebody finds who counts minutes. */
export const followsModel = (kind: Kind, story: readonly CaseFact[]): void => {
  const engine = kind.create();
  const model = new Model(modelRules, story[0]!.occurredAt);
  const told = new Map<string, Told>();
  for (const fact of modelRulebook) engine.apply(fact, fact.occurredAt);
  for (const fact of story) {
    for (const one of engine.apply(fact, fact.occurredAt)) takeDecision(told, one);
    model.tell(fact);
    checkAccountable(engine, model, fact.id);
  }
  for (const one of engine.advance(endOf(story)).decisions) takeDecision(told, one);
  model.until(endOf(story));
  for (const { kind: of, rungs } of model.episodes) {
    modelMet[of] = (modelMet[of] ?? 0) + 1;
    modelMet['rung'] = (modelMet['rung'] ?? 0) + rungs.length;
  }
  const [came, expected] = [sorted([...told.values()]), sorted(model.episodes)];
  const surplus = came.filter((one) => !expected.includes(one));
  const lost = expected.filter((one) => !came.includes(one));
  if (came.join() !== expected.join())
    throw new Error(`told and not so:\n${surplus.join('\n')}\nso and not told:\n${lost.join('\n')}`);
};
