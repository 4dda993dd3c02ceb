export { PaymentModule } from './payment.module.ts';
