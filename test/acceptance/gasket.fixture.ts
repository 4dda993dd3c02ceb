import { expect, it } from '@jest/globals';
import type { CaseView } from '@baton/contracts';
import {
  type Running,
  asItHappened,
  episodesOf,
  get,
  grantDeputy,
  holdersOf,
  playToTheEnd,
  post,
  withBaton,
} from './endings.ts';

export const hundredHoursPerSecond = 360_000;

const limitMs = 120_000;

/** Both endings, to the minute, of a system that has been played to the alert. */
export const itEndsAsWritten = (running: () => Running): void => {
  it(
    'goes as it went when nobody acts',
    async () => {
      expect(running().sample!.player.view().choice).toBe('waiting');
      await post(running(), '/v1/sample/let-go', { actor: 'A', body: {} });
      await playToTheEnd(running());
      expect(await episodesOf(running())).toEqual(asItHappened.episodes);
      expect(await holdersOf(running())).toEqual(asItHappened.holders);
    },
    limitMs,
  );

  it(
    'is saved when the deputy may sign, and refuses who may not grant and what is law',
    async () => {
      const { caseId } = running().sample!.player.view();
      const path = `/v1/cases/${caseId}/special-handlings`;
      const reason = 'it is urgent';
      const byHead = await post(running(), path, {
        actor: 'H',
        body: { leg: 'vice-president-signs', handling: 'deputy-signs', reason },
      });
      const law = await post(running(), path, {
        actor: 'M',
        body: { leg: 'prepay', handling: 'single-release', reason },
      });
      expect([byHead.status, law.status]).toEqual([422, 422]);
      expect((await grantDeputy(running())).status).toBe(200);
      await playToTheEnd(running());
      expect(await episodesOf(running())).toEqual(withBaton.episodes);
      expect(await holdersOf(running())).toEqual(withBaton.holders);
      expect((await get<CaseView>(running(), `/v1/cases/${caseId}`)).status).toBe('closed');
    },
    limitMs,
  );
};
