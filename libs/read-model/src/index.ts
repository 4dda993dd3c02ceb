export * from './read-model.ts';
export { InMemoryReadModels, InMemoryReadModelStorage } from './in-memory-read-models.ts';
export {
  checkDefinition,
  checkLimit,
  encodeCursor,
  fieldsOf,
  fieldValue,
  InvalidCursor,
  planQuery,
  type QueryPlan,
  shapeOf,
} from './query-plan.ts';
