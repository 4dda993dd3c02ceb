import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type Ledgers, type ServiceAdapters, adapterProviders } from '@baton/service-kit';
import { AcceptEventsHandler } from './accept-events/accept-events.command.ts';
import { AcceptEventsController } from './accept-events/accept-events.controller.ts';
import { AlertGroupsController } from './alert-groups/alert-groups.controller.ts';
import { FindAlertGroupsHandler } from './alert-groups/alert-groups.query.ts';
import { OpenAlerts } from './alert-groups/open-alerts.ts';
import { EndSilenceHandler, SetSilenceHandler } from './act-on-stall/silences.command.ts';
import { SilencesController } from './act-on-stall/silences.controller.ts';
import { ActOnStallHandler } from './act-on-stall/stall-acts.command.ts';
import { StallActsController } from './act-on-stall/stall-acts.controller.ts';
import { BlindSpots } from './blind-spots/blind-spots.ts';
import { BlindSpotsController } from './blind-spots/blind-spots.controller.ts';
import { CaseHistory } from './case-history/case-history.ts';
import { CaseStatusController } from './case-status/case-status.controller.ts';
import { FindCaseHandler } from './case-status/case-status.query.ts';
import { CaseTimelineController } from './case-timeline/case-timeline.controller.ts';
import { FindTimelineHandler } from './case-timeline/case-timeline.query.ts';
import { ExplainCaseController } from './explain-case/explain-case.controller.ts';
import { ExplainCaseHandler } from './explain-case/explain-case.query.ts';
import { ActPublisher } from './event-outcome/act-publisher.ts';
import { EventOutcomeController } from './event-outcome/event-outcome.controller.ts';
import { EventOutcomes } from './event-outcome/event-outcomes.ts';
import { GrantSpecialHandlingHandler } from './grant-special-handling/grant-special-handling.command.ts';
import { GrantSpecialHandlingController } from './grant-special-handling/grant-special-handling.controller.ts';
import { LEDGERS, Shards } from './ledger/shards.ts';
import { LedgerMetrics } from './ledger-metrics/ledger-metrics.ts';
import { LedgerSamples } from './ledger-metrics/ledger-samples.ts';
import { LedgerReader } from './ledger-reader/ledger-reader.ts';
import { LiveStreamController } from './live-stream/live-stream.controller.ts';
import { LiveStream } from './live-stream/live-stream.ts';
import { KnownCases } from './open-cases/known-cases.ts';
import { OpenCasesController } from './open-cases/open-cases.controller.ts';
import { PartiesController } from './parties/parties.controller.ts';
import { People } from './parties/people.ts';
import { OpenStalls } from './stalled-batons/open-stalls.ts';
import { StalledBatonsController } from './stalled-batons/stalled-batons.controller.ts';
import { FindStalledBatonsHandler } from './stalled-batons/stalled-batons.query.ts';

@Module({
  imports: [CqrsModule],
  controllers: [
    AcceptEventsController,
    EventOutcomeController,
    OpenCasesController,
    CaseStatusController,
    CaseTimelineController,
    ExplainCaseController,
    GrantSpecialHandlingController,
    StallActsController,
    SilencesController,
    StalledBatonsController,
    AlertGroupsController,
    PartiesController,
    BlindSpotsController,
    LiveStreamController,
  ],
  providers: [
    Shards,
    LedgerMetrics,
    LedgerSamples,
    LedgerReader,
    BlindSpots,
    People,
    CaseHistory,
    EventOutcomes,
    ActPublisher,
    KnownCases,
    LiveStream,
    AcceptEventsHandler,
    GrantSpecialHandlingHandler,
    ActOnStallHandler,
    SetSilenceHandler,
    EndSilenceHandler,
    FindCaseHandler,
    FindTimelineHandler,
    ExplainCaseHandler,
    OpenStalls,
    FindStalledBatonsHandler,
    OpenAlerts,
    FindAlertGroupsHandler,
  ],
})
export class HandoffModule {
  static register(adapters: ServiceAdapters, { ledgers }: { readonly ledgers: Ledgers }): DynamicModule {
    return {
      module: HandoffModule,
      providers: [...adapterProviders(adapters), { provide: LEDGERS, useValue: ledgers }],
    };
  }
}
