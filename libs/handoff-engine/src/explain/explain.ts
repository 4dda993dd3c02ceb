import { type Explanation, type Finding, type StallKind, type Verdict, stallKinds } from '@baton/contracts';
import type { CaseEntry } from '../case-entry.ts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { Inquiry, Matter } from './inquiry.ts';
import { explainAbsent } from './kinds/absent.ts';
import { explainIdle, explainOverrun, explainUnaccepted } from './kinds/budgets.ts';
import type { CaseExplainer, LegExplainer } from './kinds/explainer.ts';
import { explainForecast, explainMissed } from './kinds/need-by.ts';
import { explainIncomplete, explainRunaround, explainUnowned } from './kinds/offers.ts';
import { sayEarlier, sayLadder } from './ladder.ts';
import { legNamed, legsAtHand } from './legs.ts';
import { sayStandIns } from './people.ts';
import { sayNeedBy } from './walks.ts';

/** What to explain; without a kind all of them, without a leg those at hand. */
export interface Explained {
  readonly kind?: StallKind | undefined;
  readonly leg?: string | undefined;
}

/** Only these two concern the case as a whole. */
type CaseKind = Extract<StallKind, 'forecast' | 'missed'>;

const ofCases: Readonly<Record<CaseKind, CaseExplainer>> = { forecast: explainForecast, missed: explainMissed };

const ofLegs: Readonly<Record<Exclude<StallKind, CaseKind>, LegExplainer>> = {
  unaccepted: explainUnaccepted,
  idle: explainIdle,
  overrun: explainOverrun,
  absent: explainAbsent,
  unowned: explainUnowned,
  incomplete: explainIncomplete,
  runaround: explainRunaround,
};

const isOfCase = (kind: StallKind): kind is CaseKind => Object.hasOwn(ofCases, kind);

/**
 * Why the case stalls, will stall or does not, at the folder's instant, with the calendars and absences known there.
 * Changes nothing. A leg that neither the case nor its route knows has no findings.
 */
export const explain = (folder: CaseFolder, entry: CaseEntry, { kind, leg }: Explained = {}): Explanation => {
  const matter = new Matter(folder, entry);
  const kinds = kind === undefined ? stallKinds : [kind];
  const inquiries = kinds.flatMap((one) => inquiriesOf(matter, one, { leg, isAsked: kind !== undefined }));
  const { state, at, route, policy } = matter;
  return {
    caseId: state.id,
    asOf: at,
    findings: inquiries.map(findingOf).sort(inOrder),
    rules: [route.value, ...(policy === undefined ? [] : [policy.value])],
  };
};

const inquiriesOf = (
  matter: Matter,
  kind: StallKind,
  { leg, isAsked }: { readonly leg: string | undefined; readonly isAsked: boolean },
): readonly Inquiry[] => {
  const about = (legs: readonly (LegState | undefined)[]): Inquiry[] =>
    legs.map((one) => new Inquiry(matter, kind, one));
  if (isOfCase(kind)) return leg === undefined || isAsked ? about([undefined]) : [];
  if (leg !== undefined) return about([legNamed(matter, leg)].filter((one) => one !== undefined));
  return about(matter.state.status === 'open' ? legsAtHand(matter) : [undefined]);
};

const findingOf = (inquiry: Inquiry): Finding => {
  const { matter, kind, leg, verdict } = inquiry;
  const { state, past } = matter;
  if (state.status !== 'open') {
    inquiry.lacks('case-ended', state.closedAt === undefined ? {} : { at: state.closedAt });
    inquiry.cite(past.ending(state.closedAt));
  } else if (isOfCase(kind)) ofCases[kind](inquiry);
  else ofLegs[kind](inquiry, leg!);
  if (verdict === 'stalled') sayAround(inquiry);
  sayEarlier(inquiry);
  return inquiry.finding();
};

/** What may be done about a stall, and by when; how far it was escalated. */
const sayAround = (inquiry: Inquiry): void => {
  const { leg } = inquiry;
  if (leg !== undefined) {
    sayNeedBy(inquiry, leg);
    sayStandIns(inquiry, leg);
  }
  sayLadder(inquiry);
};

const ranks: Readonly<Record<Verdict, number>> = { stalled: 0, 'would-stall-at': 1, 'not-stalled': 2 };

const inOrder = (one: Finding, other: Finding): number =>
  ranks[one.verdict] - ranks[other.verdict] || (one.since ?? one.at ?? 0) - (other.since ?? other.at ?? 0);
