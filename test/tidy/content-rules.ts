import ts from 'typescript';
import type { Finding, Rule } from './rule.ts';
import { commentsOf, importsOf, isScript, isShipped, lineOf, nodesOf, type SourceFile } from './source-files.ts';

const isDecider = (file: SourceFile): boolean =>
  file.path.endsWith('decider.ts') ||
  (importsOf(file).some(({ name }) => name === '@baton/decider') && /\bDecider</.test(file.text));

const decidersNameEveryCase: Rule = {
  name: 'no-default-in-deciders',
  applies: isShipped,
  find: (file) =>
    isDecider(file)
      ? nodesOf(file)
          .filter(ts.isDefaultClause)
          .map((node) => ({ line: lineOf(file, node), what: 'a forgotten case must fail the build' }))
      : [],
  mustFail: [
    { path: 'services/x/src/order.decider.ts', text: 'switch (a) { case 1: break; default: break; }' },
    {
      path: 'services/x/src/order.ts',
      text: "import type { Decider } from '@baton/decider'; const d: Decider<A, B, C, D> = 1; switch (a) { default: }",
    },
  ],
  mustPass: [
    { path: 'services/x/src/order.decider.ts', text: 'switch (a) { case 1: break; }' },
    { path: 'services/x/src/other.ts', text: 'switch (a) { default: }' },
  ],
};

const eventsListTheirFields: Rule = {
  name: 'events-list-their-fields',
  applies: isShipped,
  find: (file) =>
    nodesOf(file)
      .filter(ts.isSpreadAssignment)
      .filter((node) => /^command(\.|$)/.test(node.expression.getText()))
      .map((node) => ({ line: lineOf(file, node), what: 'an event names what it takes from the command' })),
  mustFail: [{ path: 'services/x/src/a.ts', text: 'const event = { type: 1, ...command };' }],
  mustPass: [{ path: 'services/x/src/b.ts', text: 'const event = { type: 1, by: command.by };' }],
};

/** A launcher in `bin` speaks before there is a build to speak with. */
const noConsole: Rule = {
  name: 'no-console',
  applies: (path) => isShipped(path) && !path.includes('/bin/'),
  find: (file) =>
    nodesOf(file)
      .filter((node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console')
      .map((node) => ({ line: lineOf(file, node), what: node.getText() })),
  mustFail: [{ path: 'libs/x/src/a.ts', text: 'console.log(1);' }],
  mustPass: [{ path: 'libs/x/src/b.ts', text: 'process.stdout.write(text);' }],
};

const marker = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);

const noOpenEnds: Rule = {
  name: 'no-open-ends',
  applies: () => true,
  find: (file) => linesThat(file, (line) => marker.test(line), 'something was left for later'),
  mustFail: [
    { path: 'libs/x/src/a.ts', text: `// ${'TO' + 'DO'}: later` },
    { path: 'docs/a.md', text: `${'FIX' + 'ME'} this` },
  ],
  mustPass: [{ path: 'docs/b.md', text: 'To do this, call it.' }],
};

const code =
  /^(import|export|const|let|var|return|throw|await|if|for|while|switch|try|function|class)\b.*([;{(]|=>)$|^[\w.]+\(.*\);$|^[}\])]+;?$|^[\w.]+ = .*;$/;

const noCommentedCode: Rule = {
  name: 'no-commented-code',
  applies: (path) => isScript({ path, text: '' }),
  find: (file) =>
    commentsOf(file).flatMap(({ text, line }) =>
      text
        .split('\n')
        .flatMap((row, index) =>
          code.test(row.trim()) ? [{ line: line + index, what: `code in a comment: ${row.trim()}` }] : [],
        ),
    ),
  mustFail: [
    { path: 'libs/x/src/a.ts', text: '// const a = 1;\nexport const b = 2;' },
    { path: 'libs/x/src/b.ts', text: 'export const b = 2;\n// close(store);\n' },
    { path: 'libs/x/src/c.ts', text: '/*\n if (a) {\n*/\nexport const b = 2;' },
  ],
  mustPass: [
    { path: 'libs/x/src/d.ts', text: '/** Answers `undefined` for none; see `close()`. */\nexport const b = 2;' },
  ],
};

const personalPlaces = ['work', 'home', 'root', 'Users', 'mnt'].join('|');
const machine = new RegExp(
  `(^|[\\s"'\`(=:])/(${personalPlaces})/\\w|https?://[^\\s"'\`)]*(registry|artifactory|nexus|verdaccio|npmjs)|\\b(10\\.\\d+|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\.\\d+\\.\\d+\\b|^(@\\w+:)?registry\\s*=`,
);

const noMachines: Rule = {
  name: 'no-machines',
  applies: () => true,
  find: (file) => linesThat(file, (line) => machine.test(line), 'names a place of one machine'),
  mustFail: [
    { path: 'a.md', text: `see ${'/wo' + 'rk/main'}` },
    { path: 'tools/a.mjs', text: `const folder = '${'/ho' + 'me/someone'}';` },
    { path: '.npmrc', text: `${'regis' + 'try'}=http://packages.local` },
    { path: 'b.md', text: `${'https://regis' + 'try.example.org/'}` },
  ],
  mustPass: [{ path: 'c.md', text: 'http://127.0.0.1:3000 and /usr/bin/chromium and /v1/cases' }],
};

const linesThat = (file: SourceFile, matches: (line: string) => boolean, what: string): readonly Finding[] =>
  file.text.split('\n').flatMap((line, index) => (matches(line) ? [{ line: index + 1, what }] : []));

const skipNeedsReason: Rule = {
  name: 'no-only-no-bare-skip',
  applies: (path) => path.endsWith('.ts'),
  find: (file) =>
    nodesOf(file)
      .filter(ts.isCallExpression)
      .flatMap((node) => {
        const called = node.expression.getText();
        const finding = (what: string): Finding[] => [{ line: lineOf(file, node), what }];
        if (/^(describe|it|test)\.only\b|^(fit|fdescribe)$/.test(called)) return finding('runs alone');
        if (/^(describe|it|test)\.todo\b/.test(called)) return finding('is not written');
        const isSkip = /^(describe|it|test)\.skip\b|^(xit|xdescribe|xtest)$/.test(called) && node.arguments.length > 0;
        return isSkip && !/\bbecause\b/.test(node.arguments[0]!.getText())
          ? finding('a skip says "because" in its name')
          : [];
      }),
  mustFail: [
    "it.only('a', () => {});",
    "describe.only('a', () => {});",
    "it.skip('a', () => {});",
    "xit('a', () => {});",
    "it.todo('a');",
  ].map((text) => ({ path: 'libs/x/src/a.spec.ts', text })),
  mustPass: [{ path: 'libs/x/src/b.spec.ts', text: "it.skip('writes, because there is no broker', () => {});" }],
};

export const contentRules: readonly Rule[] = [
  decidersNameEveryCase,
  eventsListTheirFields,
  noConsole,
  noOpenEnds,
  noCommentedCode,
  noMachines,
  skipNeedsReason,
];
