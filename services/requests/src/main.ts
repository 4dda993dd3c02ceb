import { runService } from '@baton/service-kit';
import { RequestsModule } from './requests.module.ts';

await runService({ name: 'requests', module: RequestsModule, defaultPort: 3001 });
