import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FactRefusal } from '@baton/contracts';
import { ApiCommand, type CommandOrigin, Origin, ProblemException, notFound } from '@baton/service-kit';
import { CaseHistory } from '../case-history/case-history.ts';
import { GrantSpecialHandling, GrantSpecialHandlingBody } from './grant-special-handling.command.ts';

const titles: Record<FactRefusal, string> = {
  'lacks-authority': 'The actor may not grant this',
  'law-is-never-bent': 'Law is never bent',
  'unknown-handling': 'There is no such special handling on this leg',
  'not-on-offer': 'The leg is not on offer',
  'already-taken': 'The leg is already taken',
  'case-closed': 'The case is closed',
};

@ApiTags('acting')
@Controller('v1/cases')
export class GrantSpecialHandlingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly history: CaseHistory,
  ) {}

  @Post(':id/special-handlings')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Grant special handling for a leg; the service concerned carries it out' })
  async grant(@Param('id') id: string, @Body() body: GrantSpecialHandlingBody, @Origin() origin: CommandOrigin) {
    if ((await this.history.rows(id)).length === 0) throw notFound(`case ${id}`);
    const outcome = await this.commands.execute(new GrantSpecialHandling(id, body, origin));
    if (outcome?.refusal !== undefined) {
      throw new ProblemException({
        status: 422,
        kind: outcome.refusal,
        title: titles[outcome.refusal],
        detail: outcome.detail,
      });
    }
    return { caseId: id, ...body, grantedBy: origin.actor.id, outcome: outcome === undefined ? 'stored' : 'granted' };
  }
}
