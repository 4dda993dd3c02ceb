// Prepares the checkout: installs when the lockfile changed, with --build also builds. Nothing needs to be there yet,
// and an old Node must still be able to read this file: no newer syntax here, everything else is loaded after the check.
var wanted = [20, 19];
var running = process.versions.node.split('.').map(Number);

if (running[0] < wanted[0] || (running[0] === wanted[0] && running[1] < wanted[1])) {
  console.error('Baton needs Node ' + wanted.join('.') + ' or newer to install; this is ' + process.version + '.');
  process.exit(1);
}

import('./bootstrap/prepare.mjs').then(function (preparation) {
  preparation.prepare({ build: process.argv.indexOf('--build') > 0 });
});
