export { HandoffModule } from './handoff.module.ts';
export { type ImportTarget, openImportTarget } from './ledger/import-target.ts';
export { type Difference, type VerifyReport, verifyLedger } from './ledger/verify-ledger.ts';
