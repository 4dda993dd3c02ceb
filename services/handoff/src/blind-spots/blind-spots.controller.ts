import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  type BlindSpot,
  type BlindSpotView,
  type BlindSpotsView,
  blindSpotKinds,
  formatInstant,
} from '@baton/contracts';
import { CLOCK, type Clock } from '@baton/service-kit';
import { type Wording, languageOf, wording } from '@baton/wording';
import { People } from '../parties/people.ts';
import { BlindSpots } from './blind-spots.ts';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const spotSchema = {
  type: 'object',
  required: ['kind', 'title', 'detail'],
  properties: {
    kind: { type: 'string', enum: [...blindSpotKinds] },
    ...{ source: text, calendar: text, validThrough: { type: 'string', format: 'date' } },
    ...{ since: instant, until: instant, title: text, detail: text },
  },
};

@ApiTags('reading')
@Controller('v1/blind-spots')
export class BlindSpotsController {
  constructor(
    private readonly spots: BlindSpots,
    private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What Baton cannot see now: silent sources, calendars at their end, lateness of its own' })
  @ApiQuery({ name: 'language', required: false, description: 'BCP 47 tag; the Accept-Language header when absent' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['asOf', 'blindSpots'],
      properties: { asOf: instant, blindSpots: { type: 'array', items: spotSchema } },
    },
  })
  async blindSpots(
    @Query('language') language?: string,
    @Headers('accept-language') accepted?: string,
  ): Promise<BlindSpotsView> {
    const say = wording(languageOf(language ?? accepted));
    const zone = this.people.zone();
    const blindSpots = (await this.spots.all()).map((spot) => viewOf(spot, say, zone));
    return { asOf: formatInstant(this.clock.now()), blindSpots };
  }
}

const viewOf = (spot: BlindSpot, say: Wording, zone: string): BlindSpotView => ({
  kind: spot.kind,
  ...('source' in spot && { source: spot.source }),
  ...('calendar' in spot && { calendar: spot.calendar, validThrough: spot.validThrough }),
  ...('since' in spot && { since: formatInstant(spot.since) }),
  ...('until' in spot && spot.until !== undefined && { until: formatInstant(spot.until) }),
  ...say.blindSpot(spot, zone),
});
