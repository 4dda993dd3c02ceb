import { join } from 'node:path';
import preset from '../../jest.preset.mjs';
import { specsOf } from './targets.ts';

// One project of the specs that judge the library BATON_MUTATED, in whatever folder this copy of the checkout lies:
// `@baton/*` is mapped to the sources beside it, because node_modules leads back to the original ones.
const root = join(import.meta.dirname, '..', '..');
const here = (name) => join(import.meta.dirname, name);
const { testMatch, ...project } = preset(root);

export default {
  ...project,
  testRegex: specsOf(process.env.BATON_MUTATED, process.env.BATON_THOROUGH !== undefined),
  moduleNameMapper: { '^@baton/([^/]+)$': ['libs', 'services'].map((folder) => join(root, folder, '$1/src/index.ts')) },
  setupFilesAfterEnv: [...project.setupFilesAfterEnv, here('no-shrinking.mjs')],
  testEnvironment: here('environment.cjs'),
  testRunner: here('jest-circus-until-killed.cjs'),
  testSequencer: here('in-order.cjs'),
};
