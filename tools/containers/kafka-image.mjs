// A stand-in for the public Kafka image: this machine's Java and the jars of Kafka. Understands the public image's environment.
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kafkaJars } from '../servers/kafka-jars.mjs';
import { loggingSettings } from '../servers/kafka-settings.mjs';
import { addLibraries, addProgram, librariesOf, makeImage, whereIs } from './stand-in.mjs';

const java = '/opt/java';
const home = '/opt/kafka';
const data = '/var/lib/kafka/data';
const start = '/etc/kafka/docker/run';
const ordinaryUser = 1000;
/** Of a Java runtime, what a server without windows and sound never loads. */
const unused = /\/(src\.zip|lib[^/]*(awt|font|splash|sound|lcms|mlib|jpeg|freetype|harfbuzz)[^/]*\.so)$/;

/** KAFKA_LOG_DIRS is log.dirs: two underscores in a name are one, three a hyphen. */
const startScript = `#!/bin/sh
set -eu
settings=/tmp/server.properties
env | awk '/^KAFKA_/ {
  end = index($0, "=")
  name = tolower(substr($0, 7, end - 7))
  gsub(/___/, "-", name)
  gsub(/__/, "|", name)
  gsub(/_/, ".", name)
  gsub(/[|]/, "_", name)
  print name substr($0, end)
}' > $settings
java="java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xss256k -Djava.net.preferIPv4Stack=true"
java="$java -Dlog4j2.configurationFile=${home}/log4j2.properties"
class_path='${home}/libs/*'
$java -cp "$class_path" kafka.tools.StorageTool format --ignore-formatted \\
  -t "\${CLUSTER_ID:-MkU3OEVBNTcwNTJENDM2Qk}" -c $settings
exec $java -Xmx512m -XX:MaxDirectMemorySize=64m -cp "$class_path" kafka.Kafka $settings
`;

export const makeKafkaImage = (engine, { folder, tag }) =>
  makeImage(engine, {
    ...{ folder, tag },
    changes: [`ENV PATH=${java}/bin:/usr/bin:/bin`, 'EXPOSE 9092', `USER ${ordinaryUser}`, `CMD ["${start}"]`],
    fill: (tree) => {
      addJava(tree);
      addProgram(tree, whereIs('bash'), 'bin/bash');
      cpSync(kafkaJars(), join(tree, home, 'libs'), { recursive: true });
      writeFileSync(join(tree, home, 'log4j2.properties'), loggingSettings);
      mkdirSync(join(tree, dirname(start)), { recursive: true });
      writeFileSync(join(tree, start), startScript);
      chmodSync(join(tree, start), 0o755);
      mkdirSync(join(tree, data), { recursive: true });
      chownSync(join(tree, data), ordinaryUser, ordinaryUser);
    },
  });

const addJava = (tree) => {
  const program = whereIs('java');
  const runtime = join(dirname(program), '..');
  mkdirSync(join(tree, java, 'bin'), { recursive: true });
  addProgram(tree, program, join(java, 'bin/java'));
  for (const name of ['conf', 'lib'])
    cpSync(join(runtime, name), join(tree, java, name), {
      ...{ recursive: true, dereference: true, filter: (file) => !unused.test(file) },
    });
  const objects = readdirSync(join(tree, java, 'lib'), { recursive: true })
    .filter((name) => name.endsWith('.so'))
    .flatMap((name) => librariesOf(join(runtime, 'lib', name)))
    .filter((library) => !library.startsWith(runtime));
  addLibraries(tree, objects);
};
