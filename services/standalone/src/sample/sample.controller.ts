import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsNumber, Max, Min } from 'class-validator';
import type { SampleView } from '@baton/contracts';
import { ProblemException } from '@baton/service-kit';
import { StoryPlayer } from './story-player.ts';

export class SpeedBody {
  @ApiProperty({ example: 3600, description: 'Simulated milliseconds per real millisecond' })
  @IsNumber()
  @Min(1)
  @Max(360_000)
  speed: number;
}

const cannot = (detail: string): ProblemException =>
  new ProblemException({ status: 409, kind: 'story', title: 'The story cannot do that now', detail });

@ApiTags('sample hospital')
@Controller('v1/sample')
export class SampleController {
  constructor(private readonly player: StoryPlayer) {}

  @Get()
  @ApiOperation({ summary: 'Where the story of the sample hospital is' })
  sample(): SampleView {
    return this.player.view();
  }

  @Post('play')
  @HttpCode(200)
  play(): SampleView {
    if (!this.player.play())
      throw cannot('The operator chooses first (grant special handling, or let it go), or the story has ended.');
    return this.player.view();
  }

  @Post('pause')
  @HttpCode(200)
  pause(): SampleView {
    this.player.pause();
    return this.player.view();
  }

  @Post('step')
  @HttpCode(200)
  async step(): Promise<SampleView> {
    if (!(await this.player.step()))
      throw cannot('The operator chooses first (grant special handling, or let it go), or the story has ended.');
    return this.player.view();
  }

  @Post('speed')
  @HttpCode(200)
  speed(@Body() body: SpeedBody): SampleView {
    this.player.speed = body.speed;
    return this.player.view();
  }

  @Post('let-go')
  @HttpCode(200)
  async letGo(): Promise<SampleView> {
    if (!(await this.player.letGo()))
      throw cannot('There is nothing to let go: the alert has not come yet, or the choice is made.');
    this.player.play();
    return this.player.view();
  }
}
