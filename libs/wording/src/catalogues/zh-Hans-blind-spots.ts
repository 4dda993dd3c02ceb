import type { enBlindSpots } from './en-blind-spots.ts';

export const zhHansBlindSpots: Record<keyof typeof enBlindSpots, string> = {
  'blind.title': 'Baton 看不到的地方',
  'blind.silent-source': '自 **{since}** 起，**{source}** 没有任何消息。',
  'blind.silent-source.detail': '一周前的同一时段，有 {count} 个小时有事件。此后那里发生的事不在看板上。',
  'blind.calendar-past': '日历 **{calendar}** 到 **{validThrough}** 为止，已经用完。',
  'blind.calendar-past.detail': '按它计算的期限都是暂定的，直到有人发布下一份。',
  'blind.calendar-ending': '日历 **{calendar}** 到 **{validThrough}** 为止。',
  'blind.calendar-ending.detail': '此日之后的期限是暂定的：请发布下一份。',
  'blind.late-sweep': '**{since}** 到期的事，**{until}** 才被发现。',
  'blind.late-sweep.detail': '其间应当通知的人，通知晚了。',
  'blind.late-sweep.now': '自 **{since}** 起到期的事还没有检查。',
  'blind.late-sweep.now.detail': '检查之前不会通知任何人。',
  'blind.stale-read-models': '**{since}** 以后的消息还没有显示。',
  'blind.stale-read-models.detail': '这些消息都已保存，通知照常发出。',
  'blind.more': '{count, plural, other {另有 # 处}}',
};
