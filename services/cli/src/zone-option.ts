import { type Input, textOption, UsageError } from './command.ts';

export const zoneOptions = { zone: { type: 'string' } } as const;

export interface ZonedFormat {
  /** RFC 3339 text to `2026-09-22T15:00+08:00`; nothing to nothing. */
  minutes(instant: string | undefined): string;
  /** What `--as-of` says, as RFC 3339 in UTC: a time without offset is of this zone. */
  instant(text: string, option: string): string;
}

/** `--zone`, else the one in which Baton says instants, else the machine's. */
export const zonedFormat = (input: Input, ofBaton?: string): ZonedFormat => {
  const zone = textOption(input, 'zone') ?? ofBaton ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const partsAt = partsOf(zone);
  const minutes = (instant: string | undefined): string => {
    if (instant === undefined) return '';
    const { year, month, day, hour, minute, offset } = partsAt(Date.parse(instant));
    return `${year}-${month}-${day}T${hour}:${minute}${offset}`;
  };
  return { minutes, instant: (text, option) => instantOf(text, option, (at) => partsAt(at).offset) };
};

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'offset', string>>;

const partsOf = (zone: string): ((at: number) => Parts) => {
  const format = formatOf(zone);
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value])) as Record<
      Intl.DateTimeFormatPartTypes,
      string
    >;
    const { year, month, day, hour, minute, timeZoneName } = parts;
    return { year, month, day, hour, minute, offset: timeZoneName === 'GMT' ? '+00:00' : timeZoneName.slice(3) };
  };
};

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const twoDigits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      ...twoDigits,
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
  } catch {
    throw new UsageError(`--zone: expected an IANA zone such as Asia/Shanghai, found '${zone}'`);
  }
};

const instantOf = (text: string, option: string, offsetAt: (at: number) => string): string => {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  const wall = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? '00:00'}Z`);
  if (Number.isNaN(wall))
    throw new UsageError(
      `--${option}: expected an instant such as 2026-09-22T15:00 or 2026-09-22T15:00+08:00, found '${text}'`,
    );
  const local = `${match![1]}T${match![2] ?? '00:00'}`;
  const given = match![3] ?? offsetAt(Date.parse(`${local}${offsetAt(wall)}`));
  return new Date(`${local}${given}`).toISOString();
};
