import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { ConsoleModule } from './console.module.ts';
import type { ConsoleOptions } from './console.module.ts';

let folder: string;
let upstream: Server;
let app: NestFastifyApplication;
const seen: { url?: string; origin?: string; body: string }[] = [];

const start = async (options: ConsoleOptions = {}): Promise<string> => {
  app = await NestFactory.create<NestFastifyApplication>(
    ConsoleModule.register({ pages: folder, ...options }),
    new FastifyAdapter(),
    { logger: false },
  );
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
};

beforeEach(async () => {
  seen.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Baton</title>');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {};');
  upstream = createServer((request, response) => {
    if (request.url === '/v1/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"kind":"clock"}\n\n');
      return;
    }
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      seen.push({ url: request.url, origin: request.headers.origin, body });
      response.writeHead(422, { 'content-type': 'application/problem+json' }).end('{"status":422}');
    });
  });
  await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening));
});

afterEach(async () => {
  await app.close();
  upstream.closeAllConnections();
  upstream.close();
  rmSync(folder, { recursive: true });
});

const upstreamOrigin = (): string => `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

describe('the pages', () => {
  it.each(['/', '/cases/request-1', '/inbox?party=V'])('answer the console at %s', async (path) => {
    const response = await fetch((await start()) + path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Baton</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('are not found elsewhere, so that a wrong address of the interface is not a page', async () => {
    const base = await start();
    for (const path of ['/v1/nothing', '/cases', '/anything', '/assets/none.js', '/assets/../index.html'])
      expect((await fetch(base + path)).status).toBe(404);
  });

  it('keep their assets for ever', async () => {
    const response = await fetch(`${await start()}/assets/app-1a2b.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
  });

  it('say so when they have not been built', async () => {
    const response = await fetch(await start({ pages: join(folder, 'assets') }));
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('forwarding', () => {
  it('passes body and answer on, without the Origin of the console', async () => {
    const base = await start({ forward: { '/v1/cases': [upstreamOrigin()] } });
    const response = await fetch(`${base}/v1/cases/c1/special-handlings?language=en`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base },
      body: '{"leg":"vp"}',
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ status: 422 });
    expect(seen).toEqual([
      { url: '/v1/cases/c1/special-handlings?language=en', origin: undefined, body: '{"leg":"vp"}' },
    ]);
  });

  it('lets a stream flow before it ends', async () => {
    const base = await start({ forward: { '/v1/stream': [upstreamOrigin()] } });
    const response = await fetch(`${base}/v1/stream`);
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toContain('"kind":"clock"');
    await reader.cancel();
  });

  describe('to instances of which one is frozen', () => {
    let frozen: Server;
    let frozenOrigin: string;
    let connections = 0;
    beforeEach(async () => {
      connections = 0;
      frozen = createServer(() => (connections += 1));
      await new Promise<void>((listening) => frozen.listen(0, '127.0.0.1', listening));
      frozenOrigin = `http://127.0.0.1:${(frozen.address() as AddressInfo).port}`;
    });
    afterEach(() => {
      frozen.closeAllConnections();
      frozen.close();
    });

    const startWith = (...origins: readonly string[]): Promise<string> =>
      start({ forward: { '/v1/cases': origins }, answerWithinMs: 200 });
    const put = (base: string): Promise<Response> =>
      fetch(`${base}/v1/cases/c1`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });

    it('asks the next one, and leaves the frozen one alone for a while', async () => {
      const base = await startWith(frozenOrigin, upstreamOrigin());
      for (let time = 0; time < 4; time += 1) expect((await fetch(`${base}/v1/cases/c1`)).status).toBe(422);
      expect(connections).toBeLessThanOrEqual(1);
      expect((await put(base)).status).toBe(422);
    });

    it('says soon that nobody answers, and that a command may have been done', async () => {
      const base = await startWith(frozenOrigin);
      const question = await fetch(`${base}/v1/cases/c1`);
      expect([question.status, question.headers.get('retry-after')]).toEqual([504, '2']);
      expect(question.headers.get('content-type')).toContain('application/problem+json');
      expect(await question.json()).toMatchObject({
        type: 'urn:baton:problem:service-silent',
        detail: 'Ask again in a moment.',
      });
      const command = await put(base);
      expect(command.status).toBe(504);
      expect(await command.json()).toMatchObject({ detail: expect.stringContaining('same Idempotency-Key') });
      expect(connections).toBe(2);
    });

    it('sends no command twice', async () => {
      const base = await startWith(upstreamOrigin(), frozenOrigin);
      const statuses = [(await put(base)).status, (await put(base)).status, (await put(base)).status];
      expect(statuses.filter((status) => status === 504)).toHaveLength(1);
      expect([seen.length, connections]).toEqual([2, 1]);
    });

    it('is unavailable when nothing listens', async () => {
      const origin = frozenOrigin;
      await new Promise((closed) => frozen.close(closed));
      expect((await fetch(`${await startWith(origin)}/v1/cases/c1`)).status).toBe(503);
    });
  });
});
