export { ApprovalsModule } from './approvals.module.ts';
