export { ConsoleModule } from './console.module.ts';
export type { ConsoleOptions } from './console.module.ts';
