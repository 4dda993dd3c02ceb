import { expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { MongooseReadModels } from './mongoose-read-models.ts';

/** A port of this machine at which nobody listens. */
const deafPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });

it('says what was tried when nobody answers, without the password', async () => {
  const place = `127.0.0.1:${await deafPort()}/care`;
  const url = `mongodb://baton:s3cret@${place}?replicaSet=rs0`;
  const opening = MongooseReadModels.open({ url, attempts: 2, selectionTimeoutMs: 100 });
  await expect(opening).rejects.toMatchObject({
    code: 'unavailable',
    retryable: true,
    message: expect.stringMatching(
      /^Tried 2 times to open the read models at mongodb:\/\/\*\*\*@127\.0\.0\.1:\d+\/care/,
    ),
  });
  await expect(opening).rejects.toMatchObject({ message: expect.not.stringContaining('s3cret') });
  await expect(opening).rejects.toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
});

it.each(['http://127.0.0.1/', 'mongodb://', 'mongodb://127.0.0.1:99999/', 'mongodb://127.0.0.1/?nonsense=1'])(
  'does not try %s twice',
  async (url) => {
    const opening = MongooseReadModels.open({ url, attempts: 3, selectionTimeoutMs: 100 });
    await expect(opening).rejects.toMatchObject({
      code: 'refused',
      retryable: false,
      message: expect.stringMatching(/^Tried once to open the read models at (http|mongodb):.* expected a MongoDB/),
    });
  },
);

it.each(['', 'a.b', 'A', '$x', 'x y'])('refuses the prefix "%s"', async (prefix) => {
  await expect(MongooseReadModels.open({ url: 'mongodb://127.0.0.1/', prefix })).rejects.toThrow(TypeError);
});
