import { type Handling, type Impact, type Ladder, type Rung, type StallKind, stallKinds } from '@baton/contracts';
import { impacts as allImpacts } from '../forms/form-parts.ts';
import { quoted } from '../rule-problem.ts';
import type { Findings, RuleSet } from './rule-set.ts';

export interface LadderContext {
  readonly set: RuleSet;
  /** Of the routes whose stalls climb it; undefined: nobody knows which those are. */
  readonly handlings: readonly Handling[] | undefined;
}

/** The rungs that can never fire, or not in their order. */
export function* rungFindings(rungs: readonly Rung[], at: string, context: LadderContext): Findings {
  for (const [index, rung] of rungs.entries()) {
    const pointer = `${at}/${index}`;
    yield* calleeFindings(rung, pointer, context);
    yield* orderFindings(rungs.slice(0, index), rung, pointer);
  }
}

function* calleeFindings({ whom, group }: Rung, at: string, { handlings, set }: LadderContext): Findings {
  const pointer = `${at}/whom`;
  if (whom === 'on-duty') yield* groupFindings(group, at, set);
  else if (group !== undefined)
    yield { pointer: `${at}/group`, expected: 'no key group but for on-duty', found: quoted(group) };
  if (whom.endsWith('manager') && set.isComplete && ![...set.parties.values()].some(({ manager }) => manager))
    yield { pointer, expected: 'a party of the roster with a manager', found: 'none: this rung never fires' };
  if (whom === 'special-handling' && handlings?.every((handling) => handling.class === 'law') === true) {
    const expected = 'a handling of the route that may be granted';
    yield { pointer, expected, found: 'none: it only calls for another holder or the owner', severity: 'warning' };
  }
}

/** The group of an `on-duty` rung: known, with members, and some day at work. */
function* groupFindings(group: string | undefined, at: string, set: RuleSet): Findings {
  const pointer = `${at}/group`;
  if (group === undefined) {
    yield { pointer, expected: 'a key group: the team or role of which somebody is on duty', found: 'none' };
    return;
  }
  yield* set.party(group, pointer);
  const party = set.parties.get(group);
  if (party === undefined) return;
  const works = set.worksEver(group);
  if (party.kind === 'person') yield { pointer, expected: 'a team or a role', found: `the person ${quoted(group)}` };
  else if (party.members === undefined || party.members.length === 0)
    yield { pointer, expected: 'a group with members', found: `${quoted(group)} without any: this rung never fires` };
  else if (works !== 'yes')
    yield { pointer, expected: 'a group with working time', found: `${quoted(group)}, who works ${works}` };
}

/** Rungs fire in their order, none before the one that precedes it; the same call twice is one too many. */
function* orderFindings(earlier: readonly Rung[], rung: Rung, at: string): Findings {
  const before = earlier.at(-1);
  const isElapsed = (each: Rung): boolean => each.elapsed === true;
  if (before !== undefined && isElapsed(before) === isElapsed(rung) && rung.after < before.after)
    yield {
      ...{ pointer: `${at}/after`, expected: 'no sooner than the rung before it', severity: 'warning' },
      found: 'sooner: it fires together with that one',
    };
  const same = earlier.findIndex(
    (each) =>
      each.whom === rung.whom &&
      each.group === rung.group &&
      each.channel === rung.channel &&
      isElapsed(each) === isElapsed(rung) &&
      each.after === rung.after,
  );
  if (same >= 0)
    yield { pointer: at, expected: 'another call than those before it', found: `the same as rung ${same + 1}` };
}

const pairsOf = ({ kinds = stallKinds, impacts = allImpacts }: Pick<Ladder, 'kinds' | 'impacts'>): readonly string[] =>
  kinds.flatMap((kind: StallKind) => impacts.map((impact: Impact) => `${kind} ${impact}`));

/** The ladders that no stall ever climbs, because those before them fit whatever they fit. */
export function* shadowedLadders(ladders: readonly Ladder[]): Findings {
  const covered = new Map<string, number>();
  for (const [index, ladder] of ladders.entries()) {
    const pairs = pairsOf(ladder);
    const by = new Set(pairs.map((pair) => covered.get(pair)));
    if (!by.has(undefined)) {
      const found = `only those that climb ladder ${[...by].map((each) => each! + 1).join(' and ')}`;
      yield { pointer: `/ladders/${index}`, expected: 'stalls that no ladder before it takes', found };
    }
    for (const pair of pairs) if (!covered.has(pair)) covered.set(pair, index);
  }
}

/** Whether the ladders fit every stall there can be. */
export const coverAll = (ladders: readonly Ladder[]): boolean =>
  new Set(ladders.flatMap(pairsOf)).size === stallKinds.length * allImpacts.length;
