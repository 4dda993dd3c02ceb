import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin } from '@baton/service-kit';
import { throwIfRefused } from '../event-outcome/refused-act.ts';
import { KnownCases } from '../open-cases/known-cases.ts';
import {
  AcknowledgeBody,
  ActOnStall,
  EndAcknowledgementBody,
  SnoozeBody,
  type StallAct,
} from './stall-acts.command.ts';

type Said = ActOnStall['said'];

const done: Readonly<Record<StallAct, string>> = {
  acknowledge: 'acknowledged',
  'end-acknowledgement': 'ended',
  snooze: 'snoozed',
};

@ApiTags('acting')
@Controller('v1/cases')
export class StallActsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cases: KnownCases,
  ) {}

  @Post(':id/stalls/acknowledge')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '"I have it": nobody else is called about the open stalls that are meant' })
  acknowledge(@Param('id') id: string, @Body() body: AcknowledgeBody, @Origin() origin: CommandOrigin) {
    return this.act('acknowledge', id, { body, origin });
  }

  @Post(':id/stalls/acknowledgement/end')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Give it back: the calls go on where they stopped' })
  end(@Param('id') id: string, @Body() body: EndAcknowledgementBody, @Origin() origin: CommandOrigin) {
    return this.act('end-acknowledgement', id, { body, origin });
  }

  @Post(':id/stalls/snooze')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Put the calls off until an instant' })
  snooze(@Param('id') id: string, @Body() body: SnoozeBody, @Origin() origin: CommandOrigin) {
    return this.act('snooze', id, { body, origin });
  }

  private async act(act: StallAct, caseId: string, said: Said) {
    await this.cases.mustHave(caseId);
    const outcome = await this.commands.execute(new ActOnStall(act, caseId, said));
    throwIfRefused(outcome);
    const by = said.origin.actor.id;
    return { caseId, ...said.body, by, outcome: outcome.kind === 'stored' ? 'stored' : done[act] };
  }
}
