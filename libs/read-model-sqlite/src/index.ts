export { SqliteReadModels } from './sqlite-read-models.ts';
