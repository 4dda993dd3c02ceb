// A registry of packages on this machine's loopback address: ours as the lockfile has them, from what npm has fetched here
// before, which is found by its hash; anything else from the registry that npm uses.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { root } from '../runtime.mjs';
import { outputOf } from './stand-in.mjs';

/** npm may come back to a connection long after its last request. */
const keepAliveMs = 300_000;
const settingOf = (name) => outputOf('npm', ['config', 'get', name]);

/** Answers its `url`, and `stop`. */
export const startPackageRegistry = async () => {
  const packages = lockedPackages(join(settingOf('cache'), '_cacache/content-v2'));
  const upstream = settingOf('registry').replace(/\/$/, '');
  const server = createServer((request, response) => {
    answer({ packages, upstream, url: urlOf(server), request, response }).catch((fault) => response.destroy(fault));
  });
  server.keepAliveTimeout = keepAliveMs;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: urlOf(server), stop };
};

const urlOf = (server) => `http://127.0.0.1:${server.address().port}`;

/** By name: every locked version with its integrity and the file that holds it, where all of them are there. */
const lockedPackages = (contents) => {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [path, { name = path.split('node_modules/').at(-1), version, integrity, resolved }] of Object.entries(
    locked,
  )) {
    if (integrity === undefined || resolved !== undefined) continue;
    found.set(name, [...(found.get(name) ?? []), { version, integrity, file: join(contents, placeOf(integrity)) }]);
  }
  return new Map([...found].filter(([, versions]) => versions.every(({ file }) => existsSync(file))));
};

const placeOf = (integrity) => {
  const [kind, hash] = integrity.split('-');
  const digits = Buffer.from(hash, 'base64').toString('hex');
  return join(kind, digits.slice(0, 2), digits.slice(2, 4), digits.slice(4));
};

const answer = async ({ packages, upstream, url, request, response }) => {
  const [name, version] = decodeURIComponent(request.url.slice(1)).split('/-/');
  const versions = packages.get(name);
  if (versions === undefined) return passOn(`${upstream}${request.url}`, request, response);
  if (version === undefined) return response.end(JSON.stringify(description(name, versions, url)));
  return pipeline(createReadStream(versions.find((one) => one.version === version).file), response);
};

/** As much of a package's description as installing it takes. */
const description = (name, versions, url) => ({
  name,
  'dist-tags': { latest: versions[0].version },
  versions: Object.fromEntries(
    versions.map(({ version, integrity }) => [
      version,
      { name, version, dist: { integrity, tarball: `${url}/${encodeURIComponent(name)}/-/${version}` } },
    ]),
  ),
});

const passOn = async (url, request, response) => {
  const { accept = '*/*' } = request.headers;
  const { status, headers, body } = await fetch(url, { headers: { accept } });
  response.writeHead(status, { 'content-type': headers.get('content-type') ?? 'application/octet-stream' });
  await pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body), response);
};
