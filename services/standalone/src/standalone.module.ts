import { type DynamicModule, Module } from '@nestjs/common';
import { ApprovalsModule } from '@baton/approvals';
import { ConsoleModule } from '@baton/console';
import { HandoffModule } from '@baton/handoff';
import { PaymentModule } from '@baton/payment';
import { ProcurementModule } from '@baton/procurement';
import { RequestsModule } from '@baton/requests';
import type { EmbeddedAdapters } from '@baton/service-kit';
import { SampleModule } from './sample/sample.module.ts';
import type { StoryPlayer } from './sample/story-player.ts';

/** Every service in one process. */
@Module({})
export class StandaloneModule {
  static async register(adapters: EmbeddedAdapters, player: StoryPlayer | undefined): Promise<DynamicModule> {
    return {
      module: StandaloneModule,
      imports: [
        HandoffModule.register(await adapters.for('handoff'), adapters),
        RequestsModule.register(await adapters.for('requests')),
        ApprovalsModule.register(await adapters.for('approvals')),
        ProcurementModule.register(await adapters.for('procurement')),
        PaymentModule.register(await adapters.for('payment')),
        ConsoleModule.register(),
        ...(player === undefined ? [] : [SampleModule.register(player)]),
      ],
    };
  }
}
