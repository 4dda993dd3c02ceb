import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '..', '..');

/** `path` is relative to the checkout, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const skippedFolders = new Set([
  'node_modules',
  'dist',
  '.git',
  '.nx',
  '.baton',
  '.servers',
  'data',
  'coverage',
  'test-results',
]);
const textEndings =
  /\.(ts|mjs|svelte|json|md|yml|yaml|html|css|sh)$|(^|\/)(Dockerfile|run|LICENSE|\.npmrc|\.dockerignore|\.gitignore)$/;

/** Every text file of the checkout that is ours to write: no output, no dependencies, no test data. */
export const allFiles = (): readonly SourceFile[] =>
  pathsBelow('')
    .filter((path) => textEndings.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Paths of all folders and files below, folders with a slash at their end. */
export const allPaths = (): readonly string[] => pathsBelow('', true);

const pathsBelow = (folder: string, withFolders = false): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    if (skippedFolders.has(entry.name)) return [];
    return [...(withFolders ? [`${path}/`] : []), ...pathsBelow(path, withFolders)];
  });

export const isScript = (file: SourceFile): boolean => /\.(ts|mjs)$/.test(file.path);

/** Tests, and what only tests use: contract suites, specs, everything below `test/`. */
export const isTest = (path: string): boolean =>
  /\.(spec|fixture)\.ts$|^test\/|\/contract\.ts$|-contract\.ts$|-suite\.ts$|\/(contract|testing)\//.test(path);

/** Code that ships: `src` and `bin` of a library or service, without its tests. */
export const isShipped = (path: string): boolean => /^(libs|services)\/[^/]+\/(src|bin)\//.test(path) && !isTest(path);

const trees = new WeakMap<SourceFile, ts.SourceFile>();

export const treeOf = (file: SourceFile): ts.SourceFile => {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2024, true);
  trees.set(file, tree);
  return tree;
};

/** Every node of the file, parents before children. */
export const nodesOf = (file: SourceFile): readonly ts.Node[] => {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  return nodes;
};

export const lineOf = (file: SourceFile, node: ts.Node): number =>
  treeOf(file).getLineAndCharacterOfPosition(node.getStart(treeOf(file))).line + 1;

/** Module names of every import and re-export, dynamic ones included. */
export const importsOf = (file: SourceFile): readonly { readonly name: string; readonly line: number }[] =>
  nodesOf(file).flatMap((node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    return specifier !== undefined && ts.isStringLiteral(specifier)
      ? [{ name: specifier.text, line: lineOf(file, node) }]
      : [];
  });

/** Comments with their first line, markers stripped. */
export const commentsOf = (file: SourceFile): readonly { readonly text: string; readonly line: number }[] => {
  const starts = new Map<number, ts.CommentRange>();
  const tree = treeOf(file);
  for (const node of nodesOf(file)) {
    for (const range of [
      ...(ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? []),
    ]) {
      if (node.kind !== ts.SyntaxKind.JsxText) starts.set(range.pos, range);
    }
  }
  return [...starts.values()].map((range) => ({
    text: file.text.slice(range.pos, range.end).replace(/^\/\*+|\*\/$|^\/\/|^\s*\*(?= |$)/gm, ''),
    line: tree.getLineAndCharacterOfPosition(range.pos).line + 1,
  }));
};
