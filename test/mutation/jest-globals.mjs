// What specs import from `@jest/globals`, which Jest alone can load.
export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'jest-circus';
export { expect } from 'expect';
