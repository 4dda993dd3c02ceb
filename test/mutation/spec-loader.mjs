import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import preset from '../../jest.preset.mjs';

const jestGlobals = import.meta.resolve('./jest-globals.mjs');
const [[, [, swcOptions]]] = Object.entries(preset('').transform);

/**
 * Imports the modules of one copy of the checkout, and anew after each `forget`: no mutant finds what another one left
 * in them. `@baton/*` are the sources of that copy, because its node_modules leads back to the original ones.
 */
export class SpecLoader {
  run = 0;
  sources = new Map();

  constructor(root) {
    this.root = pathToFileURL(join(root, '/')).href;
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
        const own = specifier.replace(/^@baton\/([^/]+)$/, `${this.root}libs/$1/src/index.ts`);
        const { url, ...resolved } = next(own, context);
        return { url: url.startsWith(this.root) ? `${url}?run=${this.run}` : url, ...resolved };
      },
      load: (url, context, next) =>
        url.startsWith(this.root) && url.includes('.ts?')
          ? { format: 'module', source: this.sourceOf(fileURLToPath(url)), shortCircuit: true }
          : next(url, context),
    });
  }

  forget() {
    this.run++;
  }

  load(file) {
    return import(`${this.root}${file}`);
  }

  sourceOf(filename) {
    if (!this.sources.has(filename)) {
      const { code } = transformSync(readFileSync(filename, 'utf8'), { ...swcOptions, sourceMaps: false, filename });
      this.sources.set(filename, code);
    }
    return this.sources.get(filename);
  }
}
