/** What Baton says of what it cannot see. */
export const enBlindSpots = {
  'blind.title': 'What Baton cannot see',
  'blind.silent-source': 'Nothing has come from **{source}** since **{since}**.',
  'blind.silent-source.detail':
    'A week before, {count} hours of this stretch had events. What has happened there since is not on the board.',
  'blind.calendar-past': 'The calendar **{calendar}** ended with **{validThrough}**.',
  'blind.calendar-past.detail': 'What is counted by it is provisional until somebody publishes the next one.',
  'blind.calendar-ending': 'The calendar **{calendar}** ends with **{validThrough}**.',
  'blind.calendar-ending.detail': 'What is due after that day is provisional: publish the next one.',
  'blind.late-sweep': 'What was due at **{since}** was noticed at **{until}** only.',
  'blind.late-sweep.detail': 'Whoever was to be called in between has been called late.',
  'blind.late-sweep.now': 'What has been due since **{since}** has not been looked at yet.',
  'blind.late-sweep.now.detail': 'Nobody is called about it until it is.',
  'blind.stale-read-models': 'What has come since **{since}** is not shown yet.',
  'blind.stale-read-models.detail': 'It is kept, and people are called about it all the same.',
  'blind.more': '{count, plural, one {and one more} other {and # more}}',
} as const;
