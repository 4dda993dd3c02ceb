export { RequestsModule } from './requests.module.ts';
