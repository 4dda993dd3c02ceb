import ts from 'typescript';
import type { Rule } from './rule.ts';
import { isScript, isShipped, lineOf, nodesOf } from './source-files.ts';

const vagueFolders = /(^|\/)(shared|common|core|utils?|helpers?|base|managers?|impl|dtos?|misc|lib)\//;

const folderNames: Rule = {
  name: 'folder-names',
  applies: () => true,
  find: ({ path }) => (vagueFolders.test(path) ? [{ line: 1, what: 'a folder is named by what it does' }] : []),
  mustFail: ['utils', 'shared', 'common', 'core', 'helpers', 'base', 'manager', 'impl', 'dto'].map((folder) => ({
    path: `libs/x/src/${folder}/a.ts`,
    text: '',
  })),
  mustPass: [{ path: 'libs/x/src/accept-handoff/a.ts', text: '' }],
};

const roles =
  'module|controller|command|query|handler|decider|projection|schema|collections|reader|reaction|filter|guard|interceptor|pipe|fixture|int|e2e|server|spec|bench|browser|preset|config|d|svelte';
/** A language tag (`zh-Hans`) keeps its own spelling at the start of a name. */
const kebab = new RegExp(
  `^\\.?([a-z]{2}-[A-Z][a-z]{3}(?=[-.]))?[a-z0-9]*(-[a-z0-9]+)*(\\.(${roles}))*\\.(ts|mts|mjs)$`,
);
const component = /^[A-Z][A-Za-z0-9]*\.svelte$|^[a-z0-9]+(-[a-z0-9]+)*\.svelte$/;
const roleOfDecorator: Readonly<Record<string, RegExp>> = { Module: /\.module\.ts$/, Controller: /controller\.ts$/ };

const fileNames: Rule = {
  name: 'file-names',
  applies: (path) => /\.(ts|mts|mjs|js|svelte)$/.test(path),
  find: (file) => {
    const name = file.path.split('/').at(-1)!;
    if (!kebab.test(name) && !component.test(name))
      return [{ line: 1, what: 'the name is not kebab-case with a known role' }];
    if (!isShipped(file.path)) return [];
    return nodesOf(file).flatMap((node) => {
      const role =
        ts.isDecorator(node) && ts.isCallExpression(node.expression) ? node.expression.expression.getText() : '';
      const wanted = roleOfDecorator[role];
      return wanted === undefined || wanted.test(file.path)
        ? []
        : [{ line: lineOf(file, node), what: `a @${role} lives in a file with that role` }];
    });
  },
  mustFail: [
    { path: 'libs/x/src/eventStore.ts', text: '' },
    { path: 'libs/x/src/event_store.ts', text: '' },
    { path: 'libs/x/src/event-store.stuff.ts', text: '' },
    { path: 'services/x/src/inbox.ts', text: '@Controller() class Inbox {}' },
    { path: 'services/x/src/inbox.controller.ts', text: '@Module({}) class Inbox {}' },
  ],
  mustPass: [
    { path: 'services/x/src/inbox.controller.ts', text: '@Controller() class Inbox {}' },
    { path: 'services/x/src/order.decider.spec.ts', text: '' },
    { path: 'libs/wording/src/catalogues/zh-Hans.ts', text: '' },
    { path: 'services/console/web/Board.svelte', text: '' },
  ],
};

const abbreviations = new Set(
  'acc arr btn cb cfg cnt conf ctx curr dst elem err evt fn idx impl len mgr msg num obj opts pkg prev ptr qty ref req res resp ret src srv str svc temp tmp usr util utils val vals'.split(
    ' ',
  ),
);

const isDeclared = (node: ts.Node): node is ts.Identifier => {
  if (!ts.isIdentifier(node)) return false;
  const holder = node.parent;
  if (ts.isBindingElement(holder))
    return holder.name === node && holder.propertyName === undefined ? false : holder.name === node;
  return (
    (ts.isVariableDeclaration(holder) ||
      ts.isParameter(holder) ||
      ts.isFunctionDeclaration(holder) ||
      ts.isClassDeclaration(holder) ||
      ts.isMethodDeclaration(holder) ||
      ts.isPropertyDeclaration(holder) ||
      ts.isPropertySignature(holder) ||
      ts.isInterfaceDeclaration(holder) ||
      ts.isTypeAliasDeclaration(holder)) &&
    holder.name === node
  );
};

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _$]+/);

const noAbbreviations: Rule = {
  name: 'no-abbreviations',
  applies: (path) => isScript({ path, text: '' }),
  find: (file) =>
    nodesOf(file)
      .filter(isDeclared)
      .filter((node) => wordsOf(node.text).some((word) => abbreviations.has(word)))
      .map((node) => ({ line: lineOf(file, node), what: `${node.text} is abbreviated` })),
  mustFail: [
    { path: 'libs/x/src/a.ts', text: 'const ctx = 1;' },
    { path: 'libs/x/src/b.ts', text: 'const f = (reqBody: string) => 1;' },
    { path: 'libs/x/src/c.ts', text: 'interface A { readonly errMsg: string }' },
  ],
  mustPass: [
    { path: 'libs/x/src/d.ts', text: 'const url = 1; const caseId = 2; const retryDelayMs = 3;' },
    { path: 'libs/x/src/e.ts', text: 'const message = library.ctx.req;' },
  ],
};

export const nameRules: readonly Rule[] = [folderNames, fileNames, noAbbreviations];
