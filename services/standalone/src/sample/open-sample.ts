import { type Bus, type Consumer, alertsTopic } from '@baton/bus';
import { ClockStream, type EmbeddedAdapters, idFromKey, react } from '@baton/service-kit';
import { hospitalHours, publishHospital } from './publish-hospital.ts';
import { Stage, actKey } from './stage.ts';
import { StoryLog } from './story-log.ts';
import { type StoryParts, StoryPlayer, hospitalTime } from './story-player.ts';
import { untilTheAlert } from './story.ts';

export const storyStart = '09-21 08:00';
export const sampleCaseId = idFromKey(actKey(untilTheAlert[0]!));

export interface Sample {
  readonly player: StoryPlayer;
  /** To be called once the services answer: publishes the hospital and listens for the operator's grant. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/** The sample hospital over a folder whose clock this process advances. */
export const openSample = async (
  adapters: EmbeddedAdapters,
  setting: Pick<StoryParts, 'speed' | 'report'> & { readonly baseUrl: () => string },
): Promise<Sample> => {
  const { bus, store } = await adapters.for('clock');
  const { baseUrl, speed, report } = setting;
  const parts = {
    clock: new ClockStream(store),
    bus,
    calendar: hospitalHours(),
    stage: new Stage(baseUrl, sampleCaseId),
    log: await StoryLog.open(store),
    caseId: sampleCaseId,
    ...{ speed, report },
  };
  const player = await StoryPlayer.open(parts, hospitalTime(storyStart));
  let listening: Consumer | undefined;
  return {
    player,
    async begin() {
      await bus.barrier();
      await publishHospital(bus, hospitalTime(storyStart));
      listening = await listenForTheGrant(bus, player);
      await bus.barrier();
    },
    async stop() {
      await player.stop();
      await listening?.stop();
    },
  };
};

/** The engine has checked who granted it; from there the story goes on by itself. */
const listenForTheGrant = (bus: Bus, player: StoryPlayer): Promise<Consumer> =>
  react(
    bus,
    { group: 'sample-story', topics: [alertsTopic], types: ['baton.decision.special-handling-ordered.v1'] },
    async (event) => {
      if (event.partitionkey === sampleCaseId) void player.granted().then(() => player.play());
      return { kind: 'done' };
    },
  );
