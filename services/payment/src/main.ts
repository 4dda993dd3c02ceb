import { runService } from '@baton/service-kit';
import { PaymentModule } from './payment.module.ts';

await runService({ name: 'payment', module: PaymentModule, defaultPort: 3004 });
