import { expect, it } from '@jest/globals';
import type { CaseFact, Decision, LedgerAppend } from '@baton/contracts';
import { type CaseCard, caseCardProjection } from './case-card.projection.ts';

const header = { actor: 'Q', caseId: 'c' };
const opened: CaseFact = {
  ...{ ...header, id: '/x 1', occurredAt: 10, type: 'baton.case.opened.v1' },
  ...{ title: 'Gasket', customer: 'Q', route: 'r', needBy: 99, impact: 'high' },
};
const offered: CaseFact = { ...header, id: '/x 2', occurredAt: 20, type: 'baton.handoff.offered.v1', leg: 'sign' };
const accepted: CaseFact = { ...header, id: '/x 3', occurredAt: 30, type: 'baton.handoff.accepted.v1', leg: 'sign' };
const completed: CaseFact = { ...header, id: '/x 4', occurredAt: 40, type: 'baton.handoff.completed.v1', leg: 'sign' };
const closed: CaseFact = { ...header, id: '/x 5', occurredAt: 50, type: 'baton.case.closed.v1' };
const voiding = (fact: string): CaseFact => ({
  ...{ ...header, id: `/x void ${fact}`, occurredAt: 60, type: 'baton.fact.voided.v1' },
  ...{ fact, reason: 'a slip' },
});

/** The card after appends of one fact each; a number is when the next ones are recorded. */
const cardAfter = (...steps: readonly (CaseFact | number | readonly [CaseFact, Decision])[]): CaseCard => {
  let card: CaseCard | undefined;
  let recordedAt = 70;
  for (const step of steps) {
    if (typeof step === 'number') recordedAt = step;
    else {
      const [fact, ...decisions] = Array.isArray(step) ? (step as [CaseFact, Decision]) : [step as CaseFact];
      const append: LedgerAppend = { meaning: 1, recordedAt, input: {}, facts: [fact], decisions };
      const lookup = (): never => card as never;
      const [change] = caseCardProjection.changes({ shard: 0, revision: 0, append }, lookup);
      if (change?.kind === 'put') card = change.document as CaseCard;
    }
  }
  return card!;
};

it('says a case in a few words', () => {
  expect(cardAfter(opened, offered)).toMatchObject({
    ...{
      id: 'c',
      title: 'Gasket',
      status: 'open',
      impact: 'high',
      customer: 'Q',
      route: 'r',
      needBy: 99,
      openedAt: 10,
    },
    legs: { sign: 'offered' },
  });
  expect(cardAfter(opened, offered, accepted, completed, closed).status).toBe('closed');
});

it('is the same whatever the order in which facts arrive', () => {
  const inOrder = cardAfter(opened, offered, accepted, completed);
  expect(inOrder.legs).toEqual({ sign: 'completed' });
  expect(cardAfter(completed, accepted, opened, offered)).toEqual(inOrder);
});

it('takes what lies in the future, or came too late, as when it was recorded', () => {
  const { legs } = cardAfter(25, offered, { ...accepted, occurredAt: 1e12 }, 35, {
    ...completed,
    occurredAt: 28,
  });
  expect(legs).toEqual({ sign: 'completed' });
  const late: Decision = {
    ...{ id: 'd', caseId: 'c', dueAt: 80, knownAt: 80, type: 'fact-flagged' },
    ...{ fact: accepted.id, flag: 'late', detail: '' },
  };
  expect(cardAfter(opened, completed, 80, [accepted, late]).legs).toEqual({ sign: 'held' });
});

it('forgets what was taken back, and what was refused', () => {
  expect(cardAfter(opened, offered, accepted, voiding(accepted.id)).legs).toEqual({ sign: 'offered' });
  expect(cardAfter(opened, offered, accepted, completed, voiding(accepted.id)).legs).toEqual({
    sign: 'completed',
  });
  expect(cardAfter(opened, closed, voiding(closed.id)).status).toBe('open');
  const refused: Decision = {
    ...{ id: 'd', caseId: 'c', dueAt: 60, knownAt: 60, type: 'fact-refused' },
    ...{ fact: `/x void ${closed.id}`, refusal: 'case-closed', detail: '' },
  };
  expect(cardAfter(opened, closed, [voiding(closed.id), refused]).status).toBe('closed');
});

it('keeps so many facts that may be taken back, and no more', () => {
  const many = Array.from({ length: 250 }, (_, index) => ({
    ...offered,
    id: `/x many ${index}`,
    occurredAt: 21 + index,
  }));
  const card = cardAfter(1_000, opened, ...many);
  expect([card.effects.length, card.title, card.legs]).toEqual([200, 'Gasket', { sign: 'offered' }]);
});

it('follows a case to another route', () => {
  const migrated: CaseFact = { ...header, id: '/x 7', occurredAt: 60, type: 'baton.case.migrated.v1', route: 'r2' };
  expect(cardAfter(opened, migrated).route).toBe('r2');
});
