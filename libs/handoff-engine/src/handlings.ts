import type { Handling } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';

/** Under which a special handling of a leg is kept. */
export const keyOf = (handling: Pick<Handling, 'leg' | 'id'>): string => `${handling.leg} ${handling.id}`;

/** What may be tried for a leg without the route saying so: another holder of the role, and the owner of last resort. */
const standing = (folder: CaseFolder, leg: LegState): readonly Handling[] => {
  const { route } = folder.state;
  const id = leg.definition.id;
  const members = folder.reference.membersOf(leg.definition.party, folder.sequence);
  const others = members.filter((member) => member !== leg.receiver && member !== leg.holder);
  const shared = { leg: id, class: 'standard', mayGrant: [] } as const;
  return [
    ...others.map((to) => {
      const title = `anyone of ${leg.definition.party} may take it`;
      return { ...shared, id: `other-holder:${to}`, kind: 'other-holder', rule: 'role', ruleTitle: title, to } as const;
    }),
    {
      ...{ ...shared, id: 'escalate', kind: 'escalate', rule: 'owner', to: route.owner },
      ruleTitle: 'the owner of last resort answers when nobody else does',
    },
  ];
};

/** Those that the route lists first, then those that always stand. */
export const handlingsOf = (folder: CaseFolder, leg: LegState): readonly Handling[] => [
  ...folder.state.route.handlings.filter((handling) => handling.leg === leg.definition.id),
  ...standing(folder, leg),
];

/** The named parties or any member of a named team or role; a standard that names nobody: whoever is accountable. */
export const mayDecide = (folder: CaseFolder, handling: Handling, who: string): boolean => {
  const { class: ruleClass, mayGrant } = handling;
  if (mayGrant.length === 0) return ruleClass === 'standard' && who === folder.state.accountable;
  return mayGrant.some((party) => folder.reference.isOrIsIn(who, party, folder.sequence));
};
