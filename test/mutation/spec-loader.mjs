import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import preset from '../../jest.preset.mjs';

const jestGlobals = import.meta.resolve('./jest-globals.mjs');
const [[, [, swcOptions]]] = Object.entries(preset('').transform);

/** The folders of the libraries that neither are the one named nor depend on it, however far. */
const unconcerned = (root, library) => {
  const left = new Map();
  for (const name of readdirSync(join(root, 'libs'))) {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'libs', name, 'package.json'), 'utf8'));
    left.set(`@baton/${name}`, Object.keys(dependencies ?? {}));
  }
  left.delete(`@baton/${library}`);
  const isConcerned = ([, uses]) => uses.some((used) => used.startsWith('@baton/') && !left.has(used));
  for (let found; (found = [...left].find(isConcerned)) !== undefined;) left.delete(found[0]);
  return [...left.keys()].map((name) => pathToFileURL(join(root, 'libs', name.slice('@baton/'.length), '/')).href);
};

/**
 * Imports the modules of one copy of the checkout, and anew after each `forget`, but for those of libraries that have
 * nothing to do with the one that is judged: no mutant finds what another one left in them. `@baton/*` are the sources
 * of that copy, because its node_modules leads back to the original ones.
 */
export class SpecLoader {
  run = 0;
  sources = new Map();

  constructor(root, library) {
    this.root = pathToFileURL(join(root, '/')).href;
    const kept = unconcerned(root, library);
    const isFresh = (url) => url.startsWith(this.root) && !kept.some((folder) => url.startsWith(folder));
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
        const own = specifier.replace(/^@baton\/([^/]+)$/, `${this.root}libs/$1/src/index.ts`);
        const { url, ...resolved } = next(own, context);
        return { url: isFresh(url) ? `${url}?run=${this.run}` : url, ...resolved };
      },
      load: (url, context, next) =>
        url.startsWith(this.root) && /\.ts(?:\?|$)/.test(url)
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
