import { spawn } from 'node:child_process';

const summary = /^(\d+) passed, (\d+) failed\s*$/gm;
const killAfterMs = 5000;

/** Runs a stage's command in a process group of its own, shows its output, and ends all of it at the limit. */
export const runStage = ({ command: [program, ...options], limitMs, env = process.env }, folder) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(program, options, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const endAll = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group has ended by itself.
      }
    };
    const endWithUs = () => endAll('SIGKILL');
    process.on('exit', endWithUs);
    const limit = setTimeout(() => {
      console.log(`stopped: longer than ${limitMs / 1000} s`);
      endAll('SIGTERM');
      setTimeout(() => endAll('SIGKILL'), killAfterMs).unref();
    }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        process.stdout.write(text);
      });
    }
    child.on('error', (error) => {
      clearTimeout(limit);
      resolve({ code: 1, output: `${output}\n${error.message}` });
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      endAll('SIGKILL');
      process.off('exit', endWithUs);
      resolve({ code: code ?? 1, output });
    });
  });

/** The stage's last own count; without one the stage is one test. A bad exit code is a failure whatever it counted. */
export const countOf = ({ code, output }) => {
  const last = [...output.matchAll(summary)].at(-1);
  const passed = last === undefined ? Number(code === 0) : Number(last[1]);
  const failed = last === undefined ? Number(code !== 0) : Number(last[2]);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
};
