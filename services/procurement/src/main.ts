import { runService } from '@baton/service-kit';
import { ProcurementModule } from './procurement.module.ts';

await runService({ name: 'procurement', module: ProcurementModule, defaultPort: 3003 });
