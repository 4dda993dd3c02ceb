import { readFileSync, readdirSync } from 'node:fs';

const ticksPerSecond = 100;
const msPerSecond = 1_000;
/** What Node calls itself. */
export const nodeProgram = 'MainThread';

interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Of the process itself, in user and kernel mode. */
  readonly cpuMs: number;
}

/** Undefined: there is no such process any more. Source of the fields: proc_pid_stat(5). */
const timeOf = (pid: number): ProcessTime | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number) as [number, number, number];
    return { pid, parent, name, cpuMs: ((user + system) / ticksPerSecond) * msPerSecond };
  } catch {
    return undefined;
  }
};

/** What the processes below one have used so far, by the name of their program. */
export const cpuMsBelow = (ancestor: number): ReadonlyMap<string, number> => {
  const all = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? (timeOf(Number(entry)) ?? []) : []));
  const below = new Set([ancestor]);
  for (const { pid, parent } of all.toSorted((one, other) => one.pid - other.pid))
    if (below.has(parent)) below.add(pid);
  const used = new Map<string, number>();
  for (const { pid, name, cpuMs } of all)
    if (pid !== ancestor && below.has(pid)) used.set(name, (used.get(name) ?? 0) + cpuMs);
  return used;
};
