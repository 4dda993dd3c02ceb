import type { Handling, Instant, Option } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';
import { projectedFinish } from './walk.ts';

export interface Proposal {
  readonly options: readonly Option[];
  readonly neverOffered: readonly { readonly rule: string; readonly ruleTitle: string }[];
}

/** What may still be bent for the leg, best first: what brings the end earliest. Law is named, never offered. */
export const proposalFor = (folder: CaseFolder, leg: LegState): Proposal | undefined => {
  const { state } = folder;
  const ofLeg = state.route.handlings.filter((handling) => handling.leg === leg.definition.id);
  const open = ofLeg.filter((handling) => handling.class !== 'law' && isOpen(folder, handling));
  if (open.length === 0) return undefined;
  const before = projectedFinish(folder);
  const options = open.map((handling) => optionOf(folder, handling, before));
  options.sort((one, other) => (other.saves ?? 0) - (one.saves ?? 0));
  const law = state.route.handlings.filter((handling) => handling.class === 'law');
  return { options, neverOffered: law.map(({ rule, ruleTitle }) => ({ rule, ruleTitle })) };
};

/** Not ordered yet, and its deputy is there now. */
const isOpen = (folder: CaseFolder, handling: Handling): boolean => {
  if (folder.state.ordered.includes(`${handling.leg} ${handling.id}`)) return false;
  if (handling.to === undefined) return true;
  const absences = folder.reference.absencesOf(handling.to, folder.sequence);
  return !absences.some((absence) => absence.from <= folder.at && folder.at < absence.until);
};

const optionOf = (folder: CaseFolder, handling: Handling, before: Instant | undefined): Option => {
  const { id, leg, kind, rule, ruleTitle, mayGrant, to } = handling;
  const finish = to === undefined ? undefined : projectedFinish(folder, { leg, party: to });
  return {
    handling: id,
    kind,
    class: handling.class as Option['class'],
    rule,
    ruleTitle,
    mayGrant,
    ...(to === undefined ? {} : { to }),
    ...(finish === undefined ? {} : { projectedFinish: finish }),
    ...(finish === undefined || before === undefined ? {} : { saves: before - finish }),
  };
};
