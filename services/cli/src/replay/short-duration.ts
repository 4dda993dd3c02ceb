const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Milliseconds as people say them, to the minute: `3 h 20 min`, `45 min`, `0 min`; days have 24 hours here. */
export const shortDuration = (durationMs: number): string => {
  const minutes = Math.round(durationMs / minuteMs);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    days > 0 ? `${days} d` : '',
    hours > 0 ? `${hours} h` : '',
    rest > 0 && days === 0 ? `${rest} min` : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || '0 min';
};

/** The same in hours and minutes alone, for working time, whose days have other lengths. */
export const shortWorkingTime = (durationMs: number): string => {
  const minutes = Math.round(durationMs / minuteMs);
  const hours = Math.floor((minutes * minuteMs) / hourMs);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
};
