import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, idFromKey } from '@baton/service-kit';
import { throwIfRefused } from '../event-outcome/refused-act.ts';
import { EndSilence, SetSilence, SetSilenceBody } from './silences.command.ts';

@ApiTags('acting')
@Controller('v1/silences')
export class SilencesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiCommand()
  @ApiOperation({
    summary: 'Silence the calls about what fits; stalls are raised all the same. Its id comes from the Idempotency-Key',
  })
  async set(@Body() body: SetSilenceBody, @Origin() origin: CommandOrigin) {
    const silence = idFromKey(origin.key);
    const outcome = await this.commands.execute(new SetSilence(silence, body, origin));
    throwIfRefused(outcome);
    return { silence, ...body, by: origin.actor.id, outcome: outcome.kind === 'stored' ? 'stored' : 'set' };
  }

  @Post(':id/end')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'End a silence before its time' })
  async end(@Param('id') silence: string, @Origin() origin: CommandOrigin) {
    const outcome = await this.commands.execute(new EndSilence(silence, origin));
    throwIfRefused(outcome);
    return { silence, by: origin.actor.id, outcome: outcome.kind === 'stored' ? 'stored' : 'ended' };
  }
}
