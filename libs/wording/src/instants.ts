import type { Language } from './languages.ts';

export interface InstantFormat {
  /** 'Thu 24 Sep 16:30', '9月24日 周四 16:30'. */
  instant(at: number): string;
  /** 'Thu 24 Sep', '9月24日 周四'. */
  day(at: number): string;
  /** '16:30'. */
  time(at: number): string;
  /** 'Thu 24', '24 周四': for an axis. */
  shortDay(at: number): string;
  /** Half-open [from, until) as people say it: whole days by their last day, one day by its hours. */
  span(from: number, until: number): { readonly from: string; readonly until: string };
}

const made = new Map<string, InstantFormat>();

/** Instants are milliseconds since 1970; `zone` is an IANA zone. */
export const instantFormat = (language: Language, zone: string): InstantFormat => {
  const key = `${language} ${zone}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = makeFormat(language, zone);
  made.set(key, format);
  return format;
};

type Parts = Readonly<Record<'weekday' | 'month' | 'day' | 'hour' | 'minute', string>>;

const makeFormat = (language: Language, zone: string): InstantFormat => {
  const intl = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const partsAt = (at: number): Parts =>
    Object.fromEntries(intl.formatToParts(at).map((part) => [part.type, part.value])) as unknown as Parts;
  const order = orders[language];
  const time = ({ hour, minute }: Parts): string => `${hour}:${minute}`;
  const midnight = (at: number): boolean => time(partsAt(at)) === '00:00';
  const day = (at: number): string => order.day(partsAt(at));
  const instant = (at: number): string => `${day(at)} ${time(partsAt(at))}`;
  return {
    instant,
    day,
    time: (at) => time(partsAt(at)),
    shortDay: (at) => order.shortDay(partsAt(at)),
    span: (from, until) => {
      if (midnight(from) && midnight(until)) return { from: day(from), until: day(until - 1) };
      return { from: instant(from), until: day(from) === day(until) ? time(partsAt(until)) : instant(until) };
    },
  };
};

interface DayOrder {
  readonly day: (parts: Parts) => string;
  readonly shortDay: (parts: Parts) => string;
}

const orders: Readonly<Record<Language, DayOrder>> = {
  // Four letters ('Sept') are the newer CLDR's; three keep columns straight.
  en: {
    day: ({ weekday, day, month }) => `${weekday} ${day} ${month.slice(0, 3)}`,
    shortDay: ({ weekday, day }) => `${weekday} ${day}`,
  },
  'zh-Hans': {
    day: ({ weekday, day, month }) => `${month.endsWith('月') ? month : `${month}月`}${day}日 ${weekday}`,
    shortDay: ({ weekday, day }) => `${day}日 ${weekday}`,
  },
};
