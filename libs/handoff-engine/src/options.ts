import type { Handling, Instant, Option } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';
import { handlingsOf, keyOf } from './handlings.ts';
import { type Instead, projectedFinish } from './walk.ts';

export interface Proposal {
  readonly options: readonly Option[];
  readonly neverOffered: readonly { readonly rule: string; readonly ruleTitle: string }[];
}

/** What may still be bent for the leg, best first: what brings the end earliest. Law is named, never offered. */
export const proposalFor = (folder: CaseFolder, leg: LegState): Proposal | undefined => {
  const open = openHandlings(folder, leg);
  if (open.length === 0) return undefined;
  const before = projectedFinish(folder);
  const options = open.map((handling) => optionOf(folder, handling, before));
  options.sort((one, other) => rankOf(one) - rankOf(other) || (other.saves ?? 0) - (one.saves ?? 0));
  const law = folder.state.route.handlings.filter((handling) => handling.class === 'law');
  return { options, neverOffered: law.map(({ rule, ruleTitle }) => ({ rule, ruleTitle })) };
};

/** The owner of last resort comes last, whatever it saves. */
const rankOf = ({ kind }: Option): number => (kind === 'escalate' ? 1 : 0);

/** What may still be granted for the leg, in no order. */
export const openHandlings = (folder: CaseFolder, leg: LegState): readonly Handling[] =>
  handlingsOf(folder, leg).filter((handling) => handling.class !== 'law' && isOpen(folder, leg, handling));

/** Neither ordered nor refused, whoever would do it is not doing it already, and is there now. */
const isOpen = (folder: CaseFolder, leg: LegState, handling: Handling): boolean => {
  const { ordered, refused } = folder.state;
  const key = keyOf(handling);
  if (ordered.includes(key) || refused.includes(key)) return false;
  const { to } = handling;
  if (to === undefined) return true;
  if (handling.kind === 'escalate' && to === folder.state.accountable) return false;
  if (to === leg.holder || (leg.state === 'offered' && to === leg.receiver)) return false;
  if (folder.reference.isVacant(to, folder.sequence)) return false;
  const absences = folder.reference.absencesOf(to, folder.sequence);
  return !absences.some((absence) => absence.from <= folder.at && folder.at < absence.until);
};

/** How the case would go on with it; undefined: nobody can say. */
const insteadOf = ({ kind, leg, to, with: beside, typical }: Handling): Instead | undefined => {
  if (kind === 'parallel' && beside !== undefined) return { leg, relaxed: { leg, beside } };
  if (to === undefined && typical === undefined) return undefined;
  return { leg, ...(to === undefined ? {} : { party: to }), ...(typical === undefined ? {} : { typical }) };
};

const optionOf = (folder: CaseFolder, handling: Handling, before: Instant | undefined): Option => {
  const { id, kind, rule, ruleTitle, mayGrant, approval, to } = handling;
  const instead = insteadOf(handling);
  const finish = instead === undefined ? undefined : projectedFinish(folder, instead);
  return {
    handling: id,
    kind,
    class: handling.class as Option['class'],
    ...(approval === undefined ? {} : { approval }),
    rule,
    ruleTitle,
    mayGrant: mayGrant.length === 0 ? [folder.state.accountable] : mayGrant,
    ...(to === undefined ? {} : { to }),
    ...(finish === undefined ? {} : { projectedFinish: finish }),
    ...(finish === undefined || before === undefined ? {} : { saves: before - finish }),
  };
};
