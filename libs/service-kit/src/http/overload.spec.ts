import { expect, it } from '@jest/globals';
import { createServiceApp, stopServiceApp } from './service-app.ts';
import { maxRequestsInFlight } from './requests-in-flight.ts';
import { ThingsModule, settings, slowRequest } from './things.fixture.ts';

it('turns requests away above its limit, says when to come again, and serves again once they are answered', async () => {
  const app = await createServiceApp(ThingsModule, settings);
  try {
    const many = Array.from({ length: maxRequestsInFlight + 5 }, () => app.inject({ url: '/v1/things/slow' }));
    await slowRequest.arrived;
    slowRequest.release();
    const answers = await Promise.all(many);
    const refused = answers.filter((answer) => answer.statusCode === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]!.headers).toMatchObject({
      'retry-after': '1',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect((await app.inject({ url: '/v1/things/slow' })).statusCode).toBe(200);
  } finally {
    await stopServiceApp(app);
  }
});
