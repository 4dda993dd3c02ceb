import { runService } from '@baton/service-kit';
import { ApprovalsModule } from './approvals.module.ts';

await runService({ name: 'approvals', module: ApprovalsModule, defaultPort: 3002 });
