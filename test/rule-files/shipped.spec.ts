import { checkRuleFiles, problemLine } from '@baton/rule-files';
import { describe, expect, it } from '@jest/globals';
import { fileOf, happyPath, play, routeOf, speakerOf, type Step, waves } from './shipped.fixture.ts';

const shipped = [
  { name: 'hospital-purchasing', customer: 'Q', start: '2026-09-21T08:00+08:00' },
  { name: 'hiring-and-onboarding', customer: 'lena', start: '2026-09-21T08:30+02:00' },
  { name: 'support-incident', customer: 'caller', start: '2026-09-21T09:00+01:00' },
  { name: 'purchase-to-pay', customer: 'requester', start: '2026-09-21T08:00-05:00' },
] as const;

const stallsIn = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ decisions }) =>
    decisions.flatMap((one) => (one.type === 'stall-raised' ? [`${one.kind} ${one.leg ?? ''}`] : [])),
  );

describe.each(shipped)('$name', ({ name, customer, start }) => {
  const file = fileOf(name);
  const route = routeOf(file);
  const steps = play(file, happyPath(file, customer, start));

  it('is right', () => {
    expect(checkRuleFiles([file]).map(problemLine)).toEqual([]);
  });

  it('goes from opening to closing without a stall, a flag or a refusal', () => {
    expect(stallsIn(steps)).toEqual([]);
    const complaints = steps.flatMap(({ decisions }) =>
      decisions.filter(({ type }) => type === 'fact-flagged' || type === 'fact-refused'),
    );
    expect(complaints).toEqual([]);
    expect(steps).toHaveLength(route.legs.length * 3 + 2);
    expect(steps.at(-1)!.batons).toEqual([]);
  });

  it('has exactly one accountable at every step, and for every open baton', () => {
    for (const { accountable, batons, fact } of steps) {
      expect([fact.type, accountable]).toEqual([fact.type, expect.stringMatching(/./)]);
      expect(new Set(batons.map(({ leg }) => leg.definition.id)).size).toBe(batons.length);
      for (const baton of batons) expect(baton.party).not.toBe('');
      if (batons.length > 0) expect(batons.map(({ party }) => party)).toContain(accountable);
    }
  });

  it('leaves the giver accountable until somebody accepts, and the holder until the next does', () => {
    const expected: string[] = [customer];
    for (const legs of waves(route).filter((wave) => wave.length === 1)) {
      const holder = speakerOf(file, legs[0]!.party);
      const of = (type: string): Step =>
        steps.find(({ fact }) => fact.type === type && 'leg' in fact && fact.leg === legs[0]!.id)!;
      const offered = of('baton.handoff.offered.v1');
      expect(steps[steps.indexOf(offered) - 1]!.accountable).toBe(offered.accountable);
      expect(of('baton.handoff.accepted.v1').accountable).toBe(holder);
      expect(of('baton.handoff.completed.v1').accountable).toBe(holder);
      expected.push(holder);
    }
    expect(expected.length).toBeGreaterThan(3);
  });

  it('raises a stall when somebody lets time go by', () => {
    const facts = happyPath(file, customer, start);
    const late = facts.slice(2).map((fact) => ({ ...fact, occurredAt: fact.occurredAt + 90 * 86_400_000 }));
    expect(stallsIn(play(file, [...facts.slice(0, 2), ...late]))).toContain(`unaccepted ${route.legs[0]!.id}`);
  });
});

describe('legs side by side', () => {
  it.each([
    ['hiring-and-onboarding', ['payroll', 'equipment'], 'first-day'],
    ['purchase-to-pay', ['deliver', 'invoice'], 'receive'],
  ])('of %s are open together until they join', (name, side, then) => {
    const { customer, start } = shipped.find((one) => one.name === name)!;
    const file = fileOf(name);
    const steps = play(file, happyPath(file, customer, start));
    const open = (step: Step): readonly string[] => step.batons.map(({ leg }) => leg.definition.id);
    expect(steps.some((step) => side.every((leg) => open(step).includes(leg)))).toBe(true);
    const after = steps.findIndex(({ fact }) => fact.type === 'baton.handoff.accepted.v1' && fact.leg === then);
    expect(side.every((leg) => open(steps[after]!).includes(leg))).toBe(false);
  });
});
