import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, at, by, completed, declined, did, leg, offered, ofKind, opened, progressed, returned } = tale;
const { routeOf, withdrawn } = tale;

const route = routeOf([leg('ask', 'ann'), leg('sign', 'bob', { needs: ['form', 'amount'] }), leg('pay', 'cid')]);
const told = (...facts: readonly Fact[]): tale.Play => by(route).all(opened('09-21 08:00'), ...facts);
const to = (when: string, who: string, items: readonly string[] = []): Fact =>
  offered(when, 'desk sign', { to: who, items });
const incomplete = (play: tale.Play): string[] => ofKind('incomplete', play.decisions);
const raised = (decisions: readonly Decision[]) =>
  decisions.filter((one) => one.type === 'stall-raised' && one.kind === 'incomplete');

describe('incomplete', () => {
  it('comes with an offer that lacks what the receiver needs, and names it and who offered', () => {
    const play = told(to('09-21 09:00', 'bob', ['form']));
    expect(incomplete(play)).toEqual(['09-21 09:00 incomplete sign desk']);
    expect(raised(play.decisions)).toMatchObject([{ missing: ['amount'] }]);
    expect(raised(play.decisions)[0]).not.toHaveProperty('returns');
    expect(incomplete(told(to('09-21 09:00', 'bob', ['amount', 'form'])))).toEqual([]);
  });

  it('does not come for what was handed over earlier in the case, by any fact', () => {
    const play = told(completed('09-21 08:30', 'ann ask', { items: ['form'] }), to('09-21 09:00', 'bob', ['amount']));
    expect(incomplete(play)).toEqual([]);
  });

  const supplies: readonly (readonly [string, Fact])[] = [
    ['an offer', to('09-21 10:00', 'bob', ['amount'])],
    ['an offer to another', to('09-21 10:00', 'cid', ['amount'])],
    ['a note', progressed('09-21 10:00', 'ann ask', { items: ['amount'] })],
    ['a completion', completed('09-21 10:00', 'ann ask', { items: ['amount'] })],
    ['an amendment', did('09-21 10:00', 'desk case.amended', { items: ['amount', 'form'] })],
  ];
  it.each(supplies)('is over when the rest comes with %s', (_, fact) => {
    const play = told(to('09-21 09:00', 'bob', ['form']), fact);
    expect(incomplete(play)).toEqual([
      '09-21 09:00 incomplete sign desk',
      '09-21 10:00 incomplete sign cleared: supplied',
    ]);
  });

  it('is not over with a part of it, an acceptance, a decline or another offer without it', () => {
    const play = told(
      ...[to('09-21 09:00', 'bob'), accepted('09-21 09:10', 'bob sign'), declined('09-21 09:20', 'bob sign')],
      ...[to('09-21 09:30', 'cid'), did('09-21 09:40', 'desk case.amended', { items: ['form'] })],
    );
    expect(incomplete(play)).toEqual(['09-21 09:00 incomplete sign desk']);
  });

  it('is over when the leg is completed without it, or the offer is withdrawn', () => {
    const done = told(to('09-21 09:00', 'bob'), completed('09-21 10:00', 'bob sign'));
    expect(incomplete(done).at(-1)).toBe('09-21 10:00 incomplete sign cleared: completed');
    const gone = told(to('09-21 09:00', 'bob'), withdrawn('09-21 10:00', 'desk sign'));
    expect(incomplete(gone).at(-1)).toBe('09-21 10:00 incomplete sign cleared: withdrawn');
  });

  it('comes with a return that says what is missing, beyond what the route says, and how often', () => {
    const whole = ['form', 'amount'];
    const play = told(
      ...[to('09-21 09:00', 'bob', whole), accepted('09-21 09:10', 'bob sign')],
      returned('09-21 09:20', 'bob sign', { missing: ['stamp'], reason: 'no stamp' }),
    );
    expect(raised(play.decisions)).toMatchObject([
      { dueAt: at('09-21 09:20'), missing: ['stamp'], returns: 1, party: 'desk' },
    ]);
    play.all(to('09-21 09:30', 'bob', ['stamp']), accepted('09-21 09:40', 'bob sign'));
    expect(incomplete(play).at(-1)).toBe('09-21 09:30 incomplete sign cleared: supplied');
    play.apply(returned('09-21 09:50', 'bob sign', { missing: ['stamp'], reason: 'no stamp' }));
    expect(raised(play.decisions).at(-1)).toMatchObject({ dueAt: at('09-21 09:50'), missing: ['stamp'], returns: 2 });
  });

  it('comes with a return by whom had not accepted, and not with a decline of what another leg lost', () => {
    const whole = to('09-21 09:00', 'bob', ['form', 'amount']);
    const back = told(whole, returned('09-21 09:20', 'bob sign', { missing: ['stamp'] }));
    expect(raised(back.decisions)).toMatchObject([{ leg: 'sign', dueAt: at('09-21 09:20'), missing: ['stamp'] }]);
    const other = told(
      ...[accepted('09-21 08:10', 'ann ask'), whole, returned('09-21 09:10', 'ann ask', { missing: ['form'] })],
      declined('09-21 09:20', 'bob sign'),
    );
    expect(raised(other.decisions)).toMatchObject([{ leg: 'ask', missing: ['form'] }]);
  });

  it('is over on a leg that needs nothing of itself when what its return named is there', () => {
    const play = told(offered('09-21 09:00', 'desk pay', { to: 'cid' }), accepted('09-21 09:10', 'cid pay'));
    play.all(returned('09-21 09:20', 'cid pay', { missing: ['stamp'] }));
    play.apply(progressed('09-21 09:30', 'ann ask', { items: ['stamp'] }));
    expect(incomplete(play)).toEqual([
      '09-21 09:20 incomplete pay desk',
      '09-21 09:30 incomplete pay cleared: supplied',
    ]);
  });

  it('comes again for an item that a return says was not there after all', () => {
    const play = told(
      ...[to('09-21 09:00', 'bob', ['form', 'amount']), accepted('09-21 09:10', 'bob sign')],
      ...[returned('09-21 09:20', 'bob sign', { missing: ['amount'] }), to('09-21 09:30', 'bob')],
    );
    expect(incomplete(play)).toEqual(['09-21 09:20 incomplete sign desk']);
  });

  it('comes with a return of what was taken without an offer, when nothing of it was handed over', () => {
    const play = told(
      accepted('09-21 09:00', 'bob sign'),
      returned('09-21 09:20', 'bob sign', { reason: 'no papers' }),
    );
    expect(incomplete(play)).toEqual(['09-21 09:20 incomplete sign desk']);
    expect(raised(play.decisions)).toMatchObject([{ missing: ['form', 'amount'], returns: 1 }]);
  });

  it('comes with a return while on offer too', () => {
    const play = told(
      to('09-21 09:00', 'bob', ['form', 'amount']),
      returned('09-21 09:20', 'bob sign', { missing: ['form'] }),
    );
    expect(incomplete(play)).toEqual(['09-21 09:20 incomplete sign desk']);
    expect(play.case.state.accountable).toBe('desk');
  });
});
