import { readFileSync } from 'node:fs';

/**
 * Answers whether the processes that started this one have gone. Between npm and its script stands a shell, which
 * outlives npm and passes no signal on, so where the system can tell, the parent's parent counts too.
 */
export const watchAncestors = () => {
  const parent = process.ppid;
  const grandparent = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  return () => process.ppid !== parent || (grandparent !== undefined && parentOf(parent) !== grandparent);
};

/** Linux only; undefined elsewhere, and for a process that has ended. Format: proc_pid_stat(5), fourth field. */
const parentOf = (pid) => {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
};
