import type { Option } from '@baton/contracts';
import { durationParts } from '../durations.ts';
import type { Speech } from '../speech.ts';

export interface WayOutContext {
  readonly names: (partyId: string) => string;
}

export interface WayOut {
  /** What happens: 'Deputy Wu stands in'. */
  readonly title: string;
  /** The label of a button: 'Ask Deputy Wu to stand in'. */
  readonly act: string;
  /** 'policy · Dean's office may grant · saves 14 days'. */
  readonly detail: string;
}

const dayMs = 24 * 60 * 60_000;

/** One option in words. Law never becomes an option, so it has no words here. */
export const wayOut = (say: Speech, option: Option, { names }: WayOutContext): WayOut => {
  const { kind, ruleTitle: rule, mayGrant, approval } = option;
  const named = kind === 'escalate' && option.to !== undefined ? 'escalate-to' : kind;
  const values = { rule, to: option.to === undefined ? '–' : names(option.to) };
  const whom =
    mayGrant.length === 0 ? say.text('alert.act.whoever-is-accountable') : eitherOf(say, mayGrant.map(names));
  const grant = say.text(approval === 'after' ? 'alert.act.may-grant-after' : 'alert.act.may-grant', { whom });
  const detail = [say.text(`class.${option.class}`), grant, savesText(say, option.saves)];
  return {
    title: say.text(`way.${named}`, values),
    act: say.text(`alert.act.${named}`, values),
    detail: detail.filter((part) => part !== undefined).join(' · '),
  };
};

/** Elapsed time, in days once there is one. */
const savesText = (say: Speech, saves: number | undefined): string | undefined => {
  if (saves === undefined || saves < 60_000 * 60) return undefined;
  const { days, hours } = durationParts(saves, dayMs);
  return days > 0 ? say.text('alert.act.saves-days', { days }) : say.text('alert.act.saves-hours', { hours });
};

const eitherOf = (say: Speech, names: readonly string[]): string => {
  if (names.length < 2) return names.join('');
  const last = names.at(-1)!;
  const first = names.slice(0, -1).reduce((before, name) => say.text('list.more', { first: before, last: name }));
  return say.text('list.two', { first, last });
};
