// Preloaded into what the start script spawns, with `?parent=` and its process id: asks the process to stop once that
// parent is gone, however it ended.
const checkMs = 250;
const parent = Number(new URL(import.meta.url).searchParams.get('parent'));

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, checkMs);
watch.unref();
