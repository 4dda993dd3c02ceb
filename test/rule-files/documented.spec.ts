import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRuleFiles, parseRuleFile, problemLine } from '@baton/rule-files';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(join(import.meta.dirname, '../../docs/rules.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n(kind: (\w+)\n[^`]*?(?:`[^`]+`[^`]*?)*)```/g)];

describe('the examples of the reference', () => {
  it('are one of each kind', () => {
    expect(examples.map(([, , kind]) => kind).toSorted()).toEqual([
      'calendar',
      'durations',
      'policy',
      'roster',
      'route',
    ]);
  });

  it('are right together', () => {
    const files = examples.map(([, text], index) => parseRuleFile(text!, { file: `example ${index + 1}` }));
    expect(files.flatMap(({ documents }) => documents)).toHaveLength(5);
    expect(checkRuleFiles(files).map(problemLine)).toEqual([]);
  });
});
