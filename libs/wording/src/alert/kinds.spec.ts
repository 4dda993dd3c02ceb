import { describe, expect, it } from '@jest/globals';
import { type StallKind, type StallRaised, stallKinds } from '@baton/contracts';
import { languages } from '../languages.ts';
import { wording } from '../wording.ts';
import { absent, context, deputy, shanghai } from './stalls.fixture.ts';

const { away: _, legFinish: __, legFinishPresent: ___, ...stall } = absent;
const { leg: ____, ...ofCase } = stall;
const title = 'Sterilizer 2 stands still';
const hour = 3_600_000;
const heading = 'Needed by Wed 30 Sep 17:00, now heading for **Tue 13 Oct 10:00**.';
const said = (raised: StallRaised, now = context.now) => wording('en').alert(raised, { ...context, now });
const full: StallRaised = {
  ...absent,
  offeredAt: shanghai(9, 22, '14:05'),
  acceptedAt: shanghai(9, 22, '14:30'),
  budget: 4 * hour,
  missing: ['part number', 'supplier'],
  returns: 2,
  hops: 3,
  path: ['Q', 'A', 'H', 'A'],
  eater: { leg: 'vice-president-signs', party: 'V', costs: 9.5 * 24 * hour },
};

describe.each(languages)('alerts in %s', (language) => {
  const say = wording(language);
  const titles = (kind: StallKind): string[] => {
    const { needBy: _, projectedFinish: __, ...open } = { ...full, kind };
    const past = say.alert({ ...full, kind }, { ...context, now: full.actBy! + 1 });
    const waiting = say.alert(
      kind === 'forecast' || kind === 'missed' ? { ...open, needBy: full.needBy! } : open,
      context,
    );
    return [say.alert({ ...full, kind }, context), past, waiting].map((sentence) => sentence.title);
  };

  it.each(stallKinds)('say for %s what will be unless, what will be, and what waits', (kind) => {
    for (const one of titles(kind)) expect(one).not.toMatch(/undefined|–|\{/);
    expect(new Set(titles(kind)).size).toBe(kind === 'missed' ? 1 : 3);
  });

  it.each(stallKinds)('give reasons for %s', (kind) => {
    const { reasons } = say.alert({ ...full, kind }, context);
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).not.toMatch(/undefined|–|\{/);
  });

  it.each(stallKinds)('need for %s nothing that the decision may leave out', (kind) => {
    const { reasons } = say.alert({ ...(kind === 'forecast' ? ofCase : stall), kind }, context);
    for (const reason of reasons) expect(reason).not.toMatch(/undefined|\{/);
    expect(reasons).not.toContain('');
  });
});

describe('the alert', () => {
  it('of a leg without movement says since when, and how long was planned', () => {
    const sentence = said({ ...full, kind: 'idle' });
    expect(sentence.title).toBe(`${title}: will be late unless “vice-president signs” moves on by Thu 24 Sep 16:30`);
    expect(sentence.reasons).toEqual([
      'Vice-president Zhang has “vice-president signs” since Tue 22 Sep 14:30; **nothing has been heard of it** for 4 h of working time.',
      heading,
    ]);
  });

  it('of a leg that nobody has put on offer says whose step it is', () => {
    const { acceptedAt: _, ...between } = full;
    expect(said({ ...between, kind: 'idle', party: 'H' }).reasons).toEqual([
      '**Nothing has been heard of “vice-president signs”** for 4 h of working time; the next step is up to Head of nursing Li.',
      heading,
    ]);
  });

  it('of a vacant role says who is accountable meanwhile', () => {
    const sentence = said({ ...stall, kind: 'unowned', party: 'buyer', accountable: 'A' });
    expect(sentence.title).toBe(
      `${title}: will be late unless somebody takes “vice-president signs” on by Thu 24 Sep 16:30`,
    );
    expect(sentence.reasons[0]).toBe(
      '“vice-president signs” is for buyer, **which is vacant or unknown**; Dean’s office is accountable meanwhile.',
    );
  });

  it('of something missing says what, and how often it came back', () => {
    const sentence = said({ ...full, kind: 'incomplete' });
    expect(sentence.title).toBe(
      `${title}: will be late unless somebody supplies part number, supplier by Thu 24 Sep 16:30`,
    );
    expect(sentence.reasons).toEqual([
      '“vice-president signs” cannot begin without **part number, supplier**.',
      'It came back 2 times for that reason.',
      heading,
    ]);
    expect(said({ ...full, kind: 'incomplete', returns: 0 }).reasons).toHaveLength(2);
    expect(said({ ...full, kind: 'incomplete', returns: 1 }).reasons[1]).toBe('It came back 1 time for that reason.');
  });

  it('of a baton that runs around says where it has been', () => {
    const sentence = said({ ...full, kind: 'runaround' });
    expect(sentence.title).toBe(
      `${title}: will be late unless it is settled by Thu 24 Sep 16:30 who takes “vice-president signs”`,
    );
    expect(sentence.reasons.slice(0, 2)).toEqual([
      '“vice-president signs” has gone **from one to the next 3 times**, and nothing was completed.',
      'Asked so far: Sterile supply room → Dean’s office → Head of nursing Li → Dean’s office.',
    ]);
  });

  it('of a forecast says when instead of by when, and what eats the slack', () => {
    const forecast: StallRaised = { ...ofCase, eater: full.eater!, kind: 'forecast' };
    const sentence = said(forecast);
    expect(sentence.title).toBe(
      `${title}: would be finished Tue 13 Oct 10:00 instead of by Wed 30 Sep 17:00; acting helps until Thu 24 Sep 16:30`,
    );
    expect(sentence.reasons).toEqual([
      '**“vice-president signs” with Vice-president Zhang** eats the slack: it costs 9 d 12 h.',
    ]);
    expect(said({ ...forecast, eater: { ...full.eater!, costs: 59_999 } }).reasons).toEqual([
      'The next step is “vice-president signs”, up to Vice-president Zhang.',
    ]);
    expect(said(forecast, forecast.actBy! + 1).title).toBe(
      `${title}: would be finished Tue 13 Oct 10:00 instead of by Wed 30 Sep 17:00`,
    );
  });
});

describe('a way out', () => {
  const { to: _, ...rule } = { ...deputy, ruleTitle: 'The order waits for the signature' };
  const way = (option: Partial<typeof deputy>) =>
    wording('en').wayOut({ ...rule, saves: 0, ...option }, { names: context.names });

  it.each([
    [{ kind: 'deputy', to: 'V2' }, 'Deputy Wu stands in', 'Ask Deputy Wu to stand in'],
    [{ kind: 'other-holder', to: 'V2' }, 'Deputy Wu takes it instead', 'Ask Deputy Wu to take it instead'],
    [
      { kind: 'parallel' },
      'Start it at the same time: The order waits for the signature',
      'Ask to start it at the same time: The order waits for the signature',
    ],
    [
      { kind: 'expedite' },
      'Have it done sooner: The order waits for the signature',
      'Ask for it sooner: The order waits for the signature',
    ],
    [
      { kind: 'skip-rule' },
      'Go without: The order waits for the signature',
      'Ask to go without: The order waits for the signature',
    ],
    [{ kind: 'escalate' }, 'The owner of last resort steps in', 'Ask the owner of last resort to step in'],
    [{ kind: 'escalate', to: 'A' }, 'Dean’s office steps in', 'Ask Dean’s office to step in'],
  ] as const)('%j', (option, happens, act) => {
    expect(way(option)).toMatchObject({ title: happens, act });
  });

  it('says who may grant it, and whether afterwards too', () => {
    expect(way({}).detail).toBe('policy · Dean’s office may grant');
    expect(way({ approval: 'before' }).detail).toBe('policy · Dean’s office may grant');
    expect(way({ approval: 'after', mayGrant: ['A', 'H'] }).detail).toBe(
      'policy · Dean’s office or Head of nursing Li may grant, even afterwards',
    );
    expect(way({ class: 'standard', mayGrant: [], saves: 5 * hour }).detail).toBe(
      'standard · whoever is accountable may grant · saves 5 hours',
    );
  });
});
