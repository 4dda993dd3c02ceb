// What one process knows about the mutant that it judges: it is dead at its first failed test, and the rest may be
// spared. Without a mutant, in the first run, nothing is spared.
const activeMutant = () => process.env.__STRYKER_ACTIVE_MUTANT__;

let killed;
const namesIn = new Map();

module.exports = {
  isJudging: () => activeMutant() !== undefined,
  isKilled: () => killed !== undefined && killed === activeMutant(),
  kill: () => (killed = activeMutant()),
  /** Keeps the full names of a file's tests, which stay the same for every mutant. */
  learn: (file, names) => namesIn.set(file, names),
  /** Whether a file has a test of that pattern, as far as known. */
  mayMatch: (file, pattern) => {
    const names = namesIn.get(file);
    return !names || !pattern || names.some((name) => new RegExp(pattern, 'i').test(name));
  },
};
