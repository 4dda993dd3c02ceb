import { describe, expect, it } from '@jest/globals';
import { carriedOut, granted, handlings, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, by, did, opened } = tale;
const [deputy, , quick] = handlings;

describe('what is granted', () => {
  it('puts a leg beside another only if it says so', () => {
    const relaxed = (id: string, all: readonly object[]): readonly object[] =>
      onOffer('09-24 17:30', { handlings: all }).all(granted('09-21 09:10', id)).case.state.relaxed;
    expect(relaxed('bob deputy', [deputy!])).toEqual([]);
    expect(relaxed('desk quick', [{ ...quick, leg: 'sign', with: 'ask' }])).toEqual([]);
  });
});

describe('a grant that names nobody', () => {
  it('lets nobody in', () => {
    const play = onOffer().all(granted('09-21 09:10', 'desk quick', 'pay'));
    expect(play.leg('pay')?.deputies).toHaveLength(0);
  });
});

describe('what is carried out', () => {
  it('before it is granted, as its policy lets it, lets in whom it names', () => {
    const play = onOffer().all(carriedOut('09-21 09:10', 'later'));
    expect(answers(play.apply(accepted('09-21 09:20', 'cid sign')))).toEqual([]);
  });

  it('is irregular where nothing is under way', () => {
    const done = did('09-21 09:10', 'signing special-handling.carried-out', { handling: 'later' });
    expect(answers(by().all(opened('09-21 09:00')).apply(done))).toEqual([
      'irregular: carried out, but nothing is under way',
    ]);
  });
});
