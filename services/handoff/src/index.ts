export { HandoffModule } from './handoff.module.ts';
export { BackTest, backTest, type Trial } from './back-test/back-test.ts';
export type {
  BackTestReport,
  BeforeAfter,
  Called,
  FalseAlarms,
  KindCounts,
  Misses,
  Spread,
  StallAt,
} from './back-test/back-test-report.ts';
export { DurationLessons, type Finding, type Learned } from './learned-durations/learn-durations.ts';
export { type ImportTarget, openImportTarget } from './ledger/import-target.ts';
export type { Difference, VerifyReport } from './ledger/verify-ledger.ts';
export { type ReshardReport, reshard } from './reshard/reshard.ts';
export { type FactsRecorded, recordedFacts } from './reshard/recorded-facts.ts';
export { type LedgerReport, type StoredGeneration, verifyGenerations } from './reshard/verify-generations.ts';
