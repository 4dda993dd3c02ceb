// Process 1 of a container ignores a signal that it has no handler for: until the program listens to SIGTERM itself,
// which it does once it is up, this ends it. A program that is still starting has acknowledged nothing.
const terminatedBySignal = 128 + 15;

const stop = () => {
  const programListens = process.listenerCount('SIGTERM') > 1;
  process.off('SIGTERM', stop);
  if (!programListens) process.exit(terminatedBySignal);
};

process.on('SIGTERM', stop);
