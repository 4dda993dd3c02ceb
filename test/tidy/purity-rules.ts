import ts from 'typescript';
import type { Rule } from './rule.ts';
import { importsOf, isShipped, isTest, lineOf, nodesOf } from './source-files.ts';

const pureLibraries = /^libs\/(decider|working-time|contracts|handoff-engine|wording)\/src\//;
const impureModules = /^node:|^@nestjs\/|^rxjs|^mongoose|^fastify|^pino/;
const impureGlobals = new Set(
  'Date crypto process performance setTimeout setInterval setImmediate queueMicrotask fetch globalThis'.split(' '),
);

const isUse = (node: ts.Identifier): boolean => {
  const holder = node.parent;
  if (ts.isPropertyAccessExpression(holder)) return holder.expression === node;
  return !(
    ts.isPropertyAssignment(holder) ||
    ts.isPropertySignature(holder) ||
    ts.isPropertyDeclaration(holder) ||
    ts.isTypeReferenceNode(holder)
  );
};

/** Intl is allowed in `wording` alone; elsewhere a result would depend on the machine's tables. */
const pureLibrariesAreFunctions: Rule = {
  name: 'pure-libraries',
  applies: (path) => pureLibraries.test(path) && !isTest(path),
  find: (file) => [
    ...importsOf(file)
      .filter(({ name }) => impureModules.test(name))
      .map(({ name, line }) => ({ line, what: `imports ${name}` })),
    ...nodesOf(file).flatMap((node) => {
      const line = (): number => lineOf(file, node);
      if (ts.isIdentifier(node) && impureGlobals.has(node.text) && isUse(node))
        return [{ line: line(), what: `uses ${node.text}` }];
      if (ts.isIdentifier(node) && node.text === 'Intl' && !file.path.startsWith('libs/wording/'))
        return [{ line: line(), what: 'uses Intl' }];
      if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random')
        return [{ line: line(), what: 'uses Math.random' }];
      if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node))
        return [{ line: line(), what: 'is asynchronous' }];
      return [];
    }),
  ],
  mustFail: [
    'const now = Date.now();',
    'const now = new Date();',
    'const x = Math.random();',
    'const id = crypto.randomUUID();',
    'const f = async () => 1;',
    "import { readFileSync } from 'node:fs';",
    "import { Injectable } from '@nestjs/common';",
    "import { Subject } from 'rxjs';",
    'setTimeout(() => {}, 1);',
    'new Intl.DateTimeFormat();',
  ].map((text) => ({ path: 'libs/handoff-engine/src/a.ts', text })),
  mustPass: [
    {
      path: 'libs/handoff-engine/src/b.ts',
      text: "import { emit } from '@baton/decider'; interface A { readonly process: string }",
    },
    { path: 'libs/wording/src/b.ts', text: 'new Intl.NumberFormat();' },
  ],
};

/** Ports, adapters and the sample's player may measure how long something took to pace themselves; they keep no such number. */
const pacesItself =
  /^libs\/((bus|event-store|read-model)(-[a-z]+)?|service-kit\/src\/event-relay\.ts$)|^services\/standalone\/src\/sample\//;

const isClockRead = (node: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(node) && /^(Date\.now|performance\.now|process\.hrtime)$/.test(node.getText())) ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0) ||
  (ts.isCallExpression(node) && node.expression.getText() === 'Date');

const oneClock: Rule = {
  name: 'one-clock',
  applies: (path) => isShipped(path) && !/^libs\/service-kit\/src\/[a-z-]*clock[a-z-]*\.ts$/.test(path),
  find: (file) =>
    nodesOf(file)
      .filter(isClockRead)
      .filter((node) => !(pacesItself.test(file.path) && node.getText() === 'performance.now'))
      .map((node) => ({ line: lineOf(file, node), what: `reads the time: ${node.getText()}` })),
  mustFail: [
    'const a = Date.now();',
    'const a = new Date();',
    'const a = performance.now();',
    'const f = Date.now;',
  ].map((text) => ({
    path: 'services/x/src/a.ts',
    text,
  })),
  mustPass: [
    { path: 'services/x/src/b.ts', text: 'const a = new Date(at).toISOString(); const b = clock.now();' },
    { path: 'libs/event-store-sqlite/src/b.ts', text: 'const startedAt = performance.now();' },
  ],
};

const adapters = /^@baton\/(event-store|bus|read-model)-[a-z]+$/;
const compositionFiles = /\.module\.ts$|\/(main|services)\.ts$/;

const adaptersOnlyInComposition: Rule = {
  name: 'adapters-only-in-composition',
  applies: (path) => isShipped(path) && !compositionFiles.test(path),
  find: (file) =>
    importsOf(file)
      .filter(({ name }) => adapters.test(name))
      .map(({ name, line }) => ({ line, what: `names the adapter ${name}` })),
  mustFail: [{ path: 'services/x/src/a.ts', text: "import { open } from '@baton/event-store-sqlite';" }],
  mustPass: [{ path: 'services/x/src/b.ts', text: "import type { EventStore } from '@baton/event-store';" }],
};

const bannedNest = new Set(['Saga', 'EventBus', 'EventsHandler', 'AggregateRoot', 'EventPublisher']);

/** Nest's own events are in memory, concurrent, and drop failures; reactions go over the bus. */
const noNestEvents: Rule = {
  name: 'no-nest-events',
  applies: isShipped,
  find: (file) =>
    nodesOf(file)
      .filter((node): node is ts.Identifier => ts.isIdentifier(node) && bannedNest.has(node.text))
      .map((node) => ({ line: lineOf(file, node), what: `uses ${node.text}` })),
  mustFail: [...bannedNest].map((name) => ({
    path: 'services/x/src/a.ts',
    text: `import { ${name} } from '@nestjs/cqrs';`,
  })),
  mustPass: [{ path: 'services/x/src/b.ts', text: "import { CommandBus, QueryBus } from '@nestjs/cqrs';" }],
};

export const purityRules: readonly Rule[] = [
  pureLibrariesAreFunctions,
  oneClock,
  adaptersOnlyInComposition,
  noNestEvents,
];
