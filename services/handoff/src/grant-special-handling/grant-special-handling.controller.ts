import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin } from '@baton/service-kit';
import { throwIfRefused } from '../event-outcome/refused-act.ts';
import { KnownCases } from '../open-cases/known-cases.ts';
import { GrantSpecialHandling, GrantSpecialHandlingBody } from './grant-special-handling.command.ts';

@ApiTags('acting')
@Controller('v1/cases')
export class GrantSpecialHandlingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cases: KnownCases,
  ) {}

  @Post(':id/special-handlings')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Grant special handling for a leg; the service concerned carries it out' })
  async grant(@Param('id') id: string, @Body() body: GrantSpecialHandlingBody, @Origin() origin: CommandOrigin) {
    await this.cases.mustHave(id);
    const outcome = await this.commands.execute(new GrantSpecialHandling(id, body, origin));
    throwIfRefused(outcome);
    return {
      caseId: id,
      ...body,
      grantedBy: origin.actor.id,
      outcome: outcome.kind === 'stored' ? 'stored' : 'granted',
    };
  }
}
