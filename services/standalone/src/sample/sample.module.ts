import { type DynamicModule, Module } from '@nestjs/common';
import { SampleController } from './sample.controller.ts';
import { StoryPlayer } from './story-player.ts';

@Module({ controllers: [SampleController] })
export class SampleModule {
  static register(player: StoryPlayer): DynamicModule {
    return { module: SampleModule, providers: [{ provide: StoryPlayer, useValue: player }] };
  }
}
