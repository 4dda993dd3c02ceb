export { type DatabaseOptions } from './database.ts';
export { MongooseReadModels } from './mongoose-read-models.ts';
export { ReadModelFault, type ReadModelFaultCode } from './read-model-fault.ts';
