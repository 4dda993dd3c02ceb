import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.mjs';

const answerWithinMs = 5000;
const settleWithinMs = 20_000;
const readyWithinMs = 40_000;

/** As a careful operator runs it: nothing writable but the volume and /tmp, no privileges. */
const hardened = [
  ...['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--network=host'],
  ...['--env=BATON_HOST=127.0.0.1'],
];

/** One container of the image, on a free port of this machine. */
export class BatonContainer {
  static async start(engine, { image, volume, command = [], settings = {} }) {
    const port = await freePort();
    const environment = Object.entries({ BATON_PORT: port, ...settings }).map(
      ([name, value]) => `--env=${name}=${value}`,
    );
    const options = [...hardened, ...environment, `--volume=${volume}:/data`];
    const { stdout } = await engine.docker(['run', '--detach', ...options, image, ...command]);
    return new BatonContainer(engine, stdout.trim(), `http://127.0.0.1:${port}`);
  }

  constructor(engine, id, url) {
    this.engine = engine;
    this.id = id;
    this.url = url;
  }

  ask(path, options = {}) {
    return fetch(`${this.url}${path}`, { signal: AbortSignal.timeout(answerWithinMs), ...options });
  }

  async ready() {
    await until('it is ready', readyWithinMs, async () => {
      if (!(await this.state()).Running) throw new Error(`it has ended: ${await this.log()}`);
      return this.ask('/health/ready').then(
        (answer) => answer.ok,
        () => false,
      );
    });
  }

  /** What the engine says of it, as `docker inspect` does. */
  async state() {
    const { stdout } = await this.engine.docker(['inspect', '--format={{json .State}}', this.id]);
    return JSON.parse(stdout);
  }

  async log() {
    const { stdout, stderr } = await this.engine.docker(['logs', this.id]);
    return `${stdout}${stderr}`.trim();
  }

  /** Runs JavaScript in it and answers what that prints. */
  async evaluate(script) {
    const { stdout, stderr } = await this.engine.docker(['exec', this.id, 'node', '-p', script], { mayFail: true });
    return `${stdout}${stderr}`;
  }

  /** SIGTERM, and SIGKILL when that does not end it. Answers its exit code and how long it took. */
  async stop() {
    const startedAt = performance.now();
    await this.engine.docker(['stop', '--time=20', this.id]);
    const { ExitCode: exitCode } = await this.state();
    return { exitCode, tookMs: performance.now() - startedAt };
  }

  /** The same container, over the same volume. */
  async startAgain() {
    await this.engine.docker(['start', this.id]);
    await this.ready();
  }

  remove() {
    return this.engine.docker(['rm', '--force', this.id]);
  }
}

/** Asks again until `holds` answers true; throws when that takes longer than the limit. */
export const until = async (what, limitMs, holds) => {
  const giveUpAt = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await pause(50);
  }
};

/** Publishes cases and raises requests, and remembers what was acknowledged. */
export class Caller {
  accepted = [];
  raised = [];
  #sequence = 0;

  constructor(container) {
    this.container = container;
  }

  /** Goes on until the service answers no more. */
  async callUntilRefused() {
    for (;;) {
      try {
        await this.callOnce();
      } catch {
        return;
      }
    }
  }

  async callOnce() {
    const id = `c-${(this.#sequence += 1)}`;
    const event = { specversion: '1.0', id, source: '/test/door', type: 'baton.case.opened.v1', partitionkey: id };
    const body = JSON.stringify({ ...event, data: { title: 'Sterilizer', customer: 'Q' } });
    const headers = { 'content-type': 'application/cloudevents+json' };
    const published = await this.container.ask('/v1/events', { method: 'POST', headers, body });
    if (published.status !== 202) throw new Error(`an event was answered with ${published.status}`);
    this.accepted.push(id);
    const raised = await this.container.ask('/v1/requests', {
      ...{ method: 'POST', body: JSON.stringify({ title: `Gasket ${id}`, kind: 'purchase' }) },
      headers: { 'content-type': 'application/json', 'baton-actor': 'Q', 'idempotency-key': `"${id}"` },
    });
    if (raised.status !== 201) throw new Error(`a request was answered with ${raised.status}`);
    this.raised.push(raised.headers.get('location'));
  }

  /** Throws when one of them cannot be found within a bound: what was folded after the start may take a moment. */
  async everythingIsThere() {
    for (const id of this.accepted) await this.#found(`/v1/events/${encodeURIComponent('/test/door')}/${id}`);
    for (const path of this.raised) await this.#found(path);
  }

  #found(path) {
    const isThere = async () => (await this.container.ask(path)).status === 200;
    return until(`${path} is there`, settleWithinMs, isThere);
  }
}
