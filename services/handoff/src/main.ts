import { runService } from '@baton/service-kit';
import { HandoffModule } from './handoff.module.ts';

await runService({ name: 'handoff', module: HandoffModule, defaultPort: 3005 });
