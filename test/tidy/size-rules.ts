import ts from 'typescript';
import type { Finding, Rule } from './rule.ts';
import { isScript, lineOf, nodesOf, type SourceFile, treeOf } from './source-files.ts';

const maxFileLines = 200;
const maxFunctionLines = 40;
const maxParameters = 3;

const lines = (count: number): string => 'line;\n'.repeat(count);
const scripts = (path: string): boolean => isScript({ path, text: '' }) || path.endsWith('.svelte');

const fileLength: Rule = {
  name: 'file-length',
  applies: scripts,
  find: (file) => {
    const size = file.text.trimEnd().split('\n').length;
    return size > maxFileLines ? [tooLarge({ line: 1, name: '', size, unit: 'lines' })] : [];
  },
  mustFail: [{ path: 'libs/x/src/long.ts', text: lines(maxFileLines + 1) }],
  mustPass: [{ path: 'libs/x/src/short.ts', text: lines(maxFileLines) }],
};

const functionLength: Rule = {
  name: 'function-length',
  applies: (path) => isScript({ path, text: '' }),
  find: (file) =>
    functionsOf(file).flatMap((node) => {
      const size = ownLines(file, node);
      return size > maxFunctionLines
        ? [tooLarge({ line: lineOf(file, node), name: nameOf(node), size, unit: 'lines' })]
        : [];
    }),
  mustFail: [
    { path: 'libs/x/src/a.ts', text: `const long = () => {\n${lines(maxFunctionLines)}};` },
    { path: 'libs/x/src/b.ts', text: `class A { long() {\n${lines(maxFunctionLines)}} }` },
  ],
  mustPass: [
    { path: 'libs/x/src/c.ts', text: `const short = () => {\n${lines(maxFunctionLines - 2)}};` },
    { path: 'libs/x/src/c.spec.ts', text: `describe('a', () => {\n${lines(maxFunctionLines)}});` },
  ],
};

/**
 * Nest fills the constructor of a decorated class: its parameters are the class's needs, not a call that one writes.
 * A table fills the parameters of a test case.
 */
const parameters: Rule = {
  name: 'parameters',
  applies: (path) => isScript({ path, text: '' }),
  find: (file) =>
    functionsOf(file)
      .filter(
        (node) =>
          !(ts.isConstructorDeclaration(node) && ts.canHaveDecorators(node.parent) && ts.getDecorators(node.parent)),
      )
      .filter((node) => node.parameters.length > maxParameters && !isTestCase(node.parent))
      .map((node) =>
        tooLarge({ line: lineOf(file, node), name: nameOf(node), size: node.parameters.length, unit: 'parameters' }),
      ),
  mustFail: [{ path: 'libs/x/src/d.ts', text: 'const f = (a, b, c, d) => a;' }],
  mustPass: [
    { path: 'libs/x/src/e.ts', text: 'const f = (a, b, c) => a;' },
    { path: 'libs/x/src/f.ts', text: '@Injectable() class A { constructor(a: A, b: B, c: C, d: D) {} }' },
  ],
};

interface Excess {
  readonly line: number;
  readonly name: string;
  readonly size: number;
  readonly unit: string;
}

const tooLarge = ({ line, name, size, unit }: Excess): Finding => ({
  line,
  what: `${name === '' ? 'the file' : name} has ${size} ${unit}`,
  measured: { name, size },
});

const functionsOf = (file: SourceFile): readonly ts.SignatureDeclaration[] =>
  nodesOf(file).filter((node): node is ts.SignatureDeclaration => ts.isFunctionLike(node) && !ts.isTypeNode(node));

/** Lines of the function without the lines of the test cases inside it. */
const ownLines = (file: SourceFile, node: ts.Node): number => {
  const inTests = new Set<number>();
  const visit = (child: ts.Node): void => {
    if (isTestCase(child)) for (const line of linesOf(file, child)) inTests.add(line);
    else ts.forEachChild(child, visit);
  };
  visit(node);
  if (isTestCase(node.parent) && node.parent.expression.getText(treeOf(file)).startsWith('describe')) return 0;
  return linesOf(file, node).filter((line) => !inTests.has(line)).length;
};

const isTestCase = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /^(describe|it|test)\b/.test(node.expression.getText());

const linesOf = (file: SourceFile, node: ts.Node): number[] => {
  const first = lineOf(file, node);
  const last = treeOf(file).getLineAndCharacterOfPosition(node.getEnd()).line + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

const nameOf = (node: ts.SignatureDeclaration): string => {
  if (node.name !== undefined) return node.name.getText();
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? 'class'}.constructor`;
  const holder = node.parent;
  if ((ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)) && holder.name !== undefined)
    return holder.name.getText();
  return 'anonymous';
};

export const sizeRules: readonly Rule[] = [fileLength, functionLength, parameters];
