import { join } from 'node:path';

// Native ES modules + SWC, shared by every project. Run Jest with --experimental-vm-modules.
const swcOptions = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};

/** Specs that need real servers run by themselves (`npm run test:servers`). */
const needsServers = process.env.BATON_TEST_SERVERS !== undefined;

export default (directory) => ({
  displayName: directory.split('/').slice(-2).join('/'),
  rootDir: directory,
  testEnvironment: 'node',
  testMatch: [needsServers ? '<rootDir>/**/*.server.spec.ts' : '<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(needsServers ? [] : ['\\.server\\.spec\\.ts$'])],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  setupFilesAfterEnv: [join(import.meta.dirname, 'tools/jest-setup.mjs')],
  testEnvironmentOptions: { customExportConditions: ['@baton/source', 'node', 'node-addons'] },
});
