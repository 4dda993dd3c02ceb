// A stand-in for the public Node image: the Node and npm of this machine.
import { cpSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addProgram, certificates, makeImage, whereIs } from './stand-in.mjs';

/** Leaves the image with the program `node` in the engine under `tag`. Its npm asks `registry`. */
export const makeNodeImage = (engine, { folder, node, registry, tag }) =>
  makeImage(engine, {
    ...{ folder, tag },
    changes: [`ENV NODE_EXTRA_CA_CERTS=${certificates}`, `ENV npm_config_registry=${registry}`],
    fill: (tree) => {
      addProgram(tree, node, 'usr/local/bin/node');
      addNpm(tree);
    },
  });

const addNpm = (tree) => {
  const modules = 'usr/local/lib/node_modules';
  cpSync(join(dirname(whereIs('npm')), '..'), join(tree, modules, 'npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(tree, 'usr/local/bin', name));
};
