import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PartyView } from '@baton/contracts';
import { languageOf } from '@baton/wording';
import { People } from './people.ts';

@ApiTags('reading')
@Controller('v1/parties')
export class PartiesController {
  constructor(private readonly people: People) {}

  @Get()
  @ApiOperation({ summary: 'People, roles and teams of the rosters' })
  parties(
    @Query('language') language?: string,
    @Headers('accept-language') accepted?: string,
  ): { parties: readonly PartyView[] } {
    return { parties: this.people.all(languageOf(language ?? accepted)) };
  }
}
