// The jars of a Kafka broker from Maven Central, fetched once per checkout.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../runtime.mjs';

const version = '4.4.0';
const limitMs = 300_000;
const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** What Kafka's own description names but a broker without its command-line tools never loads. */
const unused = [
  ['org.scala-lang', 'scala-reflect'],
  ['commons-beanutils', 'commons-beanutils'],
  ['commons-digester', 'commons-digester'],
  ['commons-collections', 'commons-collections'],
  ['commons-logging', 'commons-logging'],
  ['com.fasterxml.jackson.dataformat', 'jackson-dataformat-yaml'],
  ['org.bitbucket.b_c', 'jose4j'],
];

const exclusions = unused
  .map(([group, name]) => `<exclusion><groupId>${group}</groupId><artifactId>${name}</artifactId></exclusion>`)
  .join('');

const description = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>baton.servers</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version>
      <exclusions>${exclusions}</exclusions>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.3</version>
    </dependency>
  </dependencies>
</project>
`;

/** Folder with the jars. The marker is written last and names every jar with its size: a half copy is fetched anew. */
export const kafkaJars = (folder = join(root, '.servers', 'kafka')) => {
  const jars = join(folder, 'lib');
  const marker = join(folder, 'complete.json');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === markerOf(jars)) return jars;
  const fresh = join(folder, `fresh-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'pom.xml'), description);
  const options = ['-B', '-q', plugin, '-DincludeScope=runtime', '-DoutputDirectory=lib'];
  const maven = spawnSync('mvn', options, { cwd: fresh, encoding: 'utf8', timeout: limitMs });
  if (maven.status !== 0)
    throw new Error(`The jars of Kafka ${version} could not be fetched with mvn: ${reasonOf(maven)}`);
  rmSync(marker, { force: true });
  rmSync(jars, { recursive: true, force: true });
  renameSync(join(fresh, 'lib'), jars);
  rmSync(fresh, { recursive: true });
  writeFileSync(marker, markerOf(jars));
  return jars;
};

const reasonOf = ({ error, stdout, stderr }) =>
  error?.message ?? `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(0, 5).join(' ');

const markerOf = (jars) => {
  if (!existsSync(jars)) return 'none';
  const files = readdirSync(jars)
    .sort()
    .map((file) => [file, statSync(join(jars, file)).size]);
  return JSON.stringify({ asked: createHash('sha256').update(description).digest('hex'), files });
};
