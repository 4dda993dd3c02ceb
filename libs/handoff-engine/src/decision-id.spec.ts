import { describe, expect, it } from '@jest/globals';
import { decisionId } from './decision-id.ts';

describe('the id of a decision', () => {
  it('is 32 hexadecimal digits, the same on every call', () => {
    const id = decisionId('sterilizer-2', 'receipt', 0);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(decisionId('sterilizer-2', 'receipt', 0)).toBe(id);
  });

  it('is the one that ledgers have on record', () => {
    expect(decisionId('sterilizer-2', 'raised sign absent', 3)).toBe('21e57a86db1bb7437e13a03c75102a6c');
  });

  it('differs by case, words and ordinal', () => {
    const ids = new Set<string>();
    const words = [
      'receipt',
      'heads-up',
      'progress',
      'raised sign absent',
      'raised sign overrun',
      'cleared sign absent',
    ];
    for (let number = 0; number < 2_000; number++) {
      const caseId = `INC${number}`;
      for (const word of words)
        for (let ordinal = 0; ordinal < 20; ordinal++) ids.add(decisionId(caseId, word, ordinal));
    }
    expect(ids.size).toBe(2_000 * words.length * 20);
  });
});
