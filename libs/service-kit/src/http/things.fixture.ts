import { Body, Controller, Get, HttpCode, Module, Param, Post, Query, Sse } from '@nestjs/common';
import { ArrayNotEmpty, IsIn, IsInt, IsString, Min } from 'class-validator';
import { NEVER, type Observable, concat, of } from 'rxjs';
import { EventStoreFault } from '@baton/event-store';
import { InvalidCursor } from '@baton/read-model';
import type { CommandResult } from '../command-runner.ts';
import { silentLogger } from '../logger.ts';
import { answer } from './answer.ts';
import { type CommandOrigin, CurrentActor, Origin } from './command-origin.ts';
import { PageQuery } from './page-query.ts';

class SomeBody {
  @IsInt() @Min(1) amount: number;
  @IsIn(['purchase']) kind: string;
  @IsString({ each: true }) @ArrayNotEmpty() items: string[];
}

const results: Readonly<Record<string, CommandResult<string, 'too-late'>>> = {
  accepted: { kind: 'accepted', revision: 0, state: 'x', events: [], repeated: false },
  refused: { kind: 'refused', refusal: 'too-late', detail: 'It is over.' },
  reused: { kind: 'key-reused' },
  conflict: { kind: 'conflict' },
};

const arrival = Promise.withResolvers<void>();
const release = Promise.withResolvers<void>();

/** The request for `slow`: when it has arrived, and what lets it be answered. */
export const slowRequest = { arrived: arrival.promise, release: release.resolve };

@Controller('v1/things')
class Things {
  @Post() make(@Body() body: SomeBody): unknown {
    return body;
  }
  @Post(':id/act') @HttpCode(200) act(@Origin() origin: CommandOrigin, @Body() _body: object): unknown {
    return origin;
  }
  @Get('who') who(@CurrentActor() actor: object): unknown {
    return actor;
  }
  @Get('page') page(@Query() page: PageQuery): unknown {
    if (page.after === 'forged') throw new InvalidCursor('not ours');
    return page;
  }
  @Get('answer/:result') answered(@Param('result') name: string): unknown {
    return answer(results[name]!, { 'too-late': 422 });
  }
  @Sse('stream') stream(): Observable<{ data: string }> {
    return concat(of({ data: 'first' }), NEVER);
  }
  @Get('slow') async slow(): Promise<string> {
    arrival.resolve();
    await release.promise;
    return 'done';
  }
  @Get('broken') broken(): unknown {
    throw new Error('secret inner workings');
  }
  @Get('store-down') down(): unknown {
    throw new EventStoreFault('unavailable', 'disk gone', true);
  }
}

@Module({ controllers: [Things] })
export class ThingsModule {}

export const settings = { host: '127.0.0.1', port: 0, allowedHosts: ['baton.example'], logger: silentLogger() };
