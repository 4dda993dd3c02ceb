import { describe, expect, it } from '@jest/globals';
import type { StallRaised } from '@baton/contracts';
import { wording } from '../wording.ts';
import { absent, context, shanghai } from './stalls.fixture.ts';

const say = wording('en');

describe('the sentence of an alert', () => {
  it('says the conclusion first, then the reasons, then the act', () => {
    expect(say.alert(absent, context)).toEqual({
      title:
        'Sterilizer 2 stands still: will be late unless somebody stands in for Vice-president Zhang by Thu 24 Sep 16:30',
      reasons: [
        'Vice-president Zhang is **away Wed 23 Sep to Thu 8 Oct** and “vice-president signs” waits.',
        'Needed by Wed 30 Sep 17:00, now heading for **Tue 13 Oct 10:00**.',
        '“vice-president signs” would be done **Fri 9 Oct 09:30** instead of Wed 23 Sep 09:30.',
      ],
      act: 'Ask Deputy Wu to stand in',
      actDetail: 'policy · Dean’s office may grant · saves 14 days',
    });
  });

  it('does not promise a save once the last moment has passed', () => {
    const { title } = say.alert(absent, { ...context, now: absent.actBy! + 1 });
    expect(title).toBe(
      'Sterilizer 2 stands still: will be late; the sooner somebody stands in for Vice-president Zhang, the less',
    );
  });

  it('speaks of waiting only when nothing is known to be late', () => {
    const { needBy: _, ...open } = absent;
    expect(say.alert(open, context).title).toBe(
      'Sterilizer 2 stands still: waits for Vice-president Zhang, who is away until Thu 8 Oct',
    );
  });

  it('has no act without a way out, so law is never offered', () => {
    const sentence = say.alert(absent, { ...context, options: [] });
    expect(sentence.act).toBeUndefined();
    expect(sentence.actDetail).toBeUndefined();
  });

  it('says who stays accountable while nobody takes an offer', () => {
    const stall: StallRaised = {
      ...absent,
      kind: 'unaccepted',
      offeredAt: shanghai(9, 22, '14:05'),
      budget: 4 * 3_600_000,
    };
    const sentence = say.alert(stall, context);
    expect(sentence.title).toContain('unless somebody takes “vice-president signs” by Thu 24 Sep 16:30');
    expect(sentence.reasons[0]).toBe(
      'Offered to Vice-president Zhang Tue 22 Sep 14:05; **nobody has taken it**, and Head of nursing Li stays accountable.',
    );
    expect(sentence.reasons[1]).toContain('within 4 h of working time');
  });

  it('says what was planned when a leg takes longer', () => {
    const stall: StallRaised = {
      ...absent,
      kind: 'overrun',
      acceptedAt: shanghai(9, 22, '09:00'),
      budget: 7.5 * 3_600_000,
    };
    expect(say.alert(stall, context).reasons[0]).toBe(
      'Vice-president Zhang has held it **since Tue 22 Sep 09:00**; 1 d of working time were planned.',
    );
  });

  it('says that a missed need is still owed', () => {
    const { leg: _, ...stall } = absent;
    const sentence = say.alert({ ...stall, kind: 'missed' }, context);
    expect(sentence.title).toBe('Sterilizer 2 stands still: was needed by Wed 30 Sep 17:00 and is still open');
    expect(sentence.reasons[0]).toBe(
      '**Sterile supply room still waits for it**; Head of nursing Li is accountable now.',
    );
  });

  it('says the same in Chinese', () => {
    const sentence = wording('zh-Hans').alert(absent, context);
    expect(sentence.title).toContain('9月24日 周四 16:30');
    expect(sentence.actDetail).toContain('提前 14 天');
  });

  it('warns when the calendar ends before the answer', () => {
    expect(say.alert({ ...absent, provisional: true }, context).reasons.at(-1)).toContain('may change');
  });
});
