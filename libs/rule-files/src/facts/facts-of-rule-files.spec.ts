import { checkEvent, eventOf, factsOf } from '@baton/contracts';
import { compileCalendar } from '@baton/working-time';
import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from '../parse-rule-file.ts';
import { rightFile, shipped, shippedText } from '../rule-files.fixture.ts';
import { factsOfRuleFiles } from './facts-of-rule-files.ts';

const publishedAt = Date.UTC(2026, 8, 21);
const transitions = (zone: string) => [{ at: 0, offsetMinutes: zone === 'Asia/Shanghai' ? 480 : 120 }];
const publication = { publishedAt, actor: 'clerk', transitions };
const factsIn = (text: string, file = 'folder/rules.yaml') =>
  factsOfRuleFiles([parseRuleFile(text, { file })], publication);

describe('the facts of a rule file', () => {
  it('come in an order in which each names what is known', () => {
    expect(factsIn(rightFile).map(({ type }) => type)).toEqual([
      'baton.rules.calendar-published.v1',
      'baton.people.roster-changed.v1',
      'baton.people.absence-declared.v1',
      'baton.people.delegation-appointed.v1',
      'baton.rules.policy-published.v1',
      'baton.rules.route-published.v1',
      'baton.rules.durations-learned.v1',
    ]);
  });

  it('say from which file they come', () => {
    const { hash } = parseRuleFile(rightFile, { file: 'f' });
    const provenance = { source: 'rules.yaml', hash };
    const facts = factsIn(rightFile);
    expect(facts[0]).toMatchObject({
      actor: 'clerk',
      occurredAt: publishedAt,
      calendar: { ...provenance, zone: 'Europe/Berlin' },
    });
    expect(facts[4]).toMatchObject({ policy: provenance });
    expect(facts[5]).toMatchObject({ route: provenance });
    expect(facts[6]).toMatchObject({ durations: provenance });
    expect(facts[1]!.id).toBe(`/rule-files rules.yaml#1.0 ${hash.slice(0, 23)} ${publishedAt}`);
  });

  it('carry the clock changes of their zone', () => {
    const [fact] = factsIn(shippedText('hospital-purchasing'));
    if (fact?.type !== 'baton.rules.calendar-published.v1') throw new Error('the first fact is no calendar');
    const calendar = compileCalendar(fact.calendar);
    expect(calendar.next(Date.parse('2026-10-01T00:00:00+08:00'))).toBe(Date.parse('2026-10-08T08:00:00+08:00'));
  });

  it.each([...shipped, 'the right file'] as const)(
    'of %s are events that Baton takes, and come back the same',
    (name) => {
      const facts = factsIn(name === 'the right file' ? rightFile : shippedText(name), `${name} 规则.yaml`);
      const events = facts.map(eventOf);
      expect(events.map((event) => checkEvent(JSON.parse(JSON.stringify(event)))).filter(({ ok }) => !ok)).toEqual([]);
      expect(events.flatMap((event) => ('facts' in factsOf(event, [], 0) ? factsOf(event, [], 0) : []))).toHaveLength(
        facts.length,
      );
      expect(events.map((event) => factsOf(event, [], 0))).toEqual(facts.map((fact) => ({ facts: [fact] })));
    },
  );

  it('have names of their own for each publication, each place and each content', () => {
    const later = factsOfRuleFiles([parseRuleFile(rightFile, { file: 'rules.yaml' })], {
      ...publication,
      publishedAt: publishedAt + 1,
    });
    const changed = factsIn(`${rightFile}# changed\n`);
    const ids = [...factsIn(rightFile), ...later, ...changed].map(({ id }) => id);
    expect(new Set(ids).size).toBe(21);
    expect(factsIn(rightFile)).toEqual(factsIn(rightFile));
  });

  it('pass on what the zone data says of a zone', () => {
    const failing = {
      ...publication,
      transitions: () => {
        throw new RangeError('no such zone');
      },
    };
    expect(() => factsOfRuleFiles([parseRuleFile(rightFile, { file: 'f' })], failing)).toThrow('no such zone');
  });

  it('of a large roster are several, each within what Baton takes', () => {
    const parties = Array.from({ length: 5000 }, (_, index) => `  - { id: party-${index}, name: ${'n'.repeat(50)} }`);
    const facts = factsIn(`kind: roster\ncalendar: office\nparties:\n${parties.join('\n')}\n`);
    const said = facts.flatMap((fact) => (fact.type === 'baton.people.roster-changed.v1' ? fact.parties : []));
    expect([facts.length, said.length]).toEqual([3, 5000]);
    expect(Math.max(...facts.map((fact) => JSON.stringify(eventOf(fact)).length))).toBeLessThan(220_000);
    expect(new Set(facts.map(({ id }) => id)).size).toBe(3);
  });

  it('of a roster without parties is one', () => {
    expect(factsIn('kind: roster\nparties: []\n')).toMatchObject([{ parties: [] }]);
  });
});
