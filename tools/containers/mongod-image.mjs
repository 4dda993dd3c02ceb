// A stand-in for the public MongoDB image: the server that the tests run, and a `mongosh` that only knows whether it is up.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongodProgram } from '../servers/mongod-program.mjs';
import { addProgram, makeImage } from './stand-in.mjs';

const shell = '#!/bin/sh\nexec nc 127.0.0.1 27017 -e true\n';

export const makeMongodImage = async (engine, { folder, tag }) => {
  const program = await mongodProgram();
  await makeImage(engine, {
    ...{ folder, tag },
    changes: ['EXPOSE 27017', 'VOLUME /data/db', 'CMD ["mongod", "--bind_ip_all"]'],
    fill: (tree) => {
      addProgram(tree, program, 'usr/local/bin/mongod');
      writeFileSync(join(tree, 'usr/local/bin/mongosh'), shell);
      chmodSync(join(tree, 'usr/local/bin/mongosh'), 0o755);
      mkdirSync(join(tree, 'data/db'), { recursive: true });
    },
  });
};
