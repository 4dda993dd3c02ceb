import { describe, expect, it } from '@jest/globals';
import { type Decision, type Fact, type StallRaised, stallKinds } from '@baton/contracts';
import { languages } from '../languages.ts';
import { wording } from '../wording.ts';
import { oneDecisionOfEach as decisions } from './decisions.fixture.ts';
import { at, oneOfEach as facts } from './facts.fixture.ts';
import type { TimelineContext } from './telling.ts';

const context: TimelineContext = {
  names: (id) => `<${id}>`,
  legTitle: (id) => `[${id}]`,
  zone: 'Asia/Shanghai',
  accountable: 'H',
};
const raised: StallRaised = {
  ...decisions['stall-raised'],
  needBy: at,
  projectedFinish: at + 1e8,
  offeredAt: at,
  acceptedAt: at,
  missing: ['amount'],
  hops: 3,
  path: ['A', 'P', 'A'],
  eater: { leg: 'pay', party: 'C', costs: 1e7 },
};
const { until: _, ...openEnd } = facts['baton.people.delegation-appointed.v1'];

describe.each(languages)('a timeline in %s', (language) => {
  const say = wording(language);
  it.each([...Object.values(facts), ...Object.values(decisions)])('has a sentence for $type', (entry) => {
    const sentence = say.timelineSentence(entry, context);
    expect(sentence.length).toBeGreaterThan(3);
    expect(sentence).not.toMatch(/undefined|–(?! why)|\{/);
  });

  it.each(stallKinds)('says that a stall %s was raised, cleared and retracted', (kind) => {
    const sentences = [raised, decisions['stall-cleared'], decisions['stall-retracted']].map((decision) =>
      say.timelineSentence({ ...decision, kind }, context),
    );
    expect(new Set(sentences).size).toBe(3);
    for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|–|\{/);
  });

  it.each(['idle', 'lapse', 'missed', 'overrun', 'rung', 'unaccepted'])('has a word for the clock %s', (clock) => {
    const moved = { ...decisions['deadline-moved'], clock };
    expect(say.timelineSentence(moved, context)).not.toMatch(new RegExp(`\\b${clock}\\b|–`));
  });

  it.each([
    ...['absence-changed', 'calendar-published', 'roster-changed', 'route-published', 'policy-published'],
    ...['delegation-changed', 'durations-learned', 'need-by-moved', 'migrated', 'paused', 'resumed', 'acknowledged'],
    ...['acknowledgement-ended', 'acknowledgement-expired', 'acknowledgement-shift-over', 'acknowledgement-absent'],
    ...['snoozed', 'snooze-over', 'silence', 'silence-changed'],
  ])('says in words that a deadline moved because of %s', (because) => {
    const sentence = say.timelineSentence({ ...decisions['deadline-moved'], because }, context);
    const other = say.timelineSentence({ ...decisions['deadline-moved'], because: 'something' }, context);
    expect(sentence).not.toBe(other.replace('something', because));
  });
});

describe('a timeline', () => {
  const say = wording('en');
  const said = (entry: Fact | Decision, more: Partial<TimelineContext> = {}): string =>
    say.timelineSentence(entry, { ...context, ...more });

  it('says who stays accountable in the exchange zone', () => {
    expect(said(facts['baton.handoff.offered.v1'])).toBe(
      '<H> offered “[vp]” to **<V>**; <H> stays accountable until it is taken',
    );
  });

  it('takes leg and receiver from the context when the fact leaves them to the route', () => {
    const { leg: _, to: __, ...offer } = facts['baton.handoff.offered.v1'];
    expect(said(offer, { leg: 'order', receiver: 'P1' })).toContain('“[order]” to **<P1>**');
  });

  it('never offers what is law', () => {
    expect(said(decisions['options-proposed'])).toBe('No way out that may be offered');
  });

  it('says what was left out of an announcement', () => {
    const { to: _, expectedAt: __, ...announced } = facts['baton.handoff.announced.v1'];
    expect(said(announced)).toBe('<H> said that “[vp]” is coming');
    expect(said({ ...announced, expectedAt: at })).toBe('<H> said that “[vp]” is coming, expected Tue 22 Sep 14:05');
    expect(said(announced, { receiver: 'V' })).toBe('<H> told <V> that “[vp]” is coming');
  });

  it.each([
    [{ leg: 'vp', kind: 'idle' }, '“[vp]”, no movement'],
    [{ leg: 'vp' }, '“[vp]”'],
    [{ kind: 'missed' }, 'missed'],
    [{}, 'all that is open'],
  ] as const)('says whom an acknowledgement of %j calms', (meant, about) => {
    const { leg: _, kind: __, until: ___, note: ____, ...rest } = facts['baton.stall.acknowledged.v1'];
    expect(said({ ...rest, ...meant })).toBe(`**<V> has it**: ${about}`);
    expect(said({ ...rest, ...meant, until: at, note: 'why' })).toBe(
      `**<V> has it until Tue 22 Sep 14:05**: ${about} – why`,
    );
  });

  it('says when a delegation holds and for what', () => {
    const { from: _, routes: __, ...plain } = openEnd;
    expect(said(facts['baton.people.delegation-appointed.v1'])).toBe(
      '<H> asked <V2> to act for <V> Tue 22 Sep 14:05 to Wed 23 Sep 17:51, only for hospital-purchasing',
    );
    expect(said(plain)).toBe('<H> asked <V2> to act for <V>');
    expect(said({ ...plain, from: at })).toBe('<H> asked <V2> to act for <V> from Tue 22 Sep 14:05');
    expect(said({ ...plain, until: at })).toBe('<H> asked <V2> to act for <V> until Tue 22 Sep 14:05');
  });

  it('says what is silenced', () => {
    const silence = facts['baton.rules.silence-set.v1'];
    expect(said(silence)).toBe(
      '<H> silenced calls until Tue 22 Sep 14:05: c-7, “[vp]”, no movement, <V>, low, hospital-purchasing – why',
    );
    expect(said({ ...silence, matcher: { party: 'V' } })).toContain(': <V> – why');
  });
});

describe('decisions on a timeline', () => {
  const said = (entry: Decision): string => wording('en').timelineSentence(entry, context);
  const moved = decisions['deadline-moved'];

  it('say whom a forecast waits for, where that is known', () => {
    const { eater: _, ...stall } = raised;
    const expected = '**Heading for late:** would be finished Wed 23 Sep 17:51 instead of by Tue 22 Sep 14:05';
    expect(said({ ...stall, kind: 'forecast' })).toBe(expected);
    expect(said({ ...raised, kind: 'forecast', eater: { ...raised.eater!, costs: 0 } })).toBe(expected);
    expect(said({ ...raised, kind: 'forecast' })).toBe(`${expected}; “[pay]” with <C> eats the slack`);
  });

  it('say what became of the calls', () => {
    const { old: _, new: __, ...held } = { ...moved, clock: 'rung', because: 'acknowledged' };
    expect(said(held)).toBe('Nobody else is called for now: somebody has it');
    const resumed = { ...held, because: 'acknowledgement-shift-over' };
    expect(said(resumed)).toBe('Nobody is left to call: the shift of whoever had it is over');
    expect(said({ ...resumed, new: at })).toBe(
      'The next call is due Tue 22 Sep 14:05: the shift of whoever had it is over',
    );
    expect(said({ ...resumed, old: at, new: at, because: 'a reason of its own' })).toBe(
      'The next call moved from Tue 22 Sep 14:05 to Tue 22 Sep 14:05: a reason of its own',
    );
    expect(said({ ...decisions['rung-fired'], silenced: 'moving-house' })).toBe(
      'Due to tell <H>, <V> (console), but silenced: moving-house',
    );
  });

  it('say why a deadline moved', () => {
    const { old: _, new: __, ...ended } = moved;
    expect(said(moved)).toContain('The deadline for taking “[vp]” moved from');
    expect(said({ ...ended, because: 'paused' })).toBe(
      'The deadline for taking “[vp]” does not count for now: it was paused',
    );
    expect(said({ ...ended, clock: 'review', new: at })).toBe(
      'The review deadline is Tue 22 Sep 14:05: the calendar changed',
    );
  });

  it('say what a special handling came to', () => {
    const saved = decisions['special-handling-outcome'];
    const end = 'special handling of “[vp]” (policy), granted by <A>';
    expect(said(saved)).toBe(`**Saved** by ${end}; without it heading for Tue 22 Sep 14:05`);
    expect(said({ ...saved, outcome: 'in-time' })).toBe(`In time, with ${end}`);
    expect(said({ ...saved, outcome: 'missed' })).toBe(`Not in time, in spite of ${end}`);
  });

  it('say what the customer was told', () => {
    const { projectedFinish: _, ...progress } = decisions.progress;
    expect(said(progress)).toBe('<Q> was told that “[vp]” is done: 4 of 9');
    expect(said(decisions.progress)).toBe('<Q> was told that “[vp]” is done: 4 of 9, heading for Tue 22 Sep 14:05');
    expect(said({ ...decisions['heads-up'], expectedAt: at })).toContain(', expected Tue 22 Sep 14:05');
  });
});
