import { spawn } from 'node:child_process';

/** Runs a program to its end and answers `{ code, stdout, stderr }`; throws when the code is not 0, unless it `mayFail`. */
export const run = (program, options, { env = process.env, mayFail = false, show = false } = {}) =>
  new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    const child = spawn(program, options, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
        if (show) process.stderr.write(text);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 || mayFail) resolve({ code, ...output });
      else reject(new Error(`${program} ${options.slice(0, 4).join(' ')} … ended with ${code}: ${lastOf(output)}`));
    });
  });

const lastOf = ({ stdout, stderr }) => `${stdout}\n${stderr}`.trim().split('\n').slice(-8).join('\n');
