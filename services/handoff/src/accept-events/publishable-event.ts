import { type CheckedEvent, type CloudEvent, type Mismatch, checkEvent } from '@baton/contracts';
import { isZone } from '@baton/service-kit';

export const maxEventBytes = 256 * 1024;

/** What the services say of themselves, and what Baton decides, nobody else may say. */
const ownTypes = /^baton\.(request|approval|order|payment|decision|ledger|clock)\./;
const ownSource = '/baton/';

/** Whether Baton takes the value as an event of another system. */
export const checkPublishable = (value: unknown): CheckedEvent => {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > maxEventBytes) {
    return refused('', `expected an event of at most ${maxEventBytes} bytes, got ${bytes}`);
  }
  const owned = ownedBy(value);
  if (owned !== undefined) return owned;
  const checked = checkEvent(value);
  return checked.ok ? (unknownZone(checked.event) ?? checked) : checked;
};

export const isTooLarge = ({ pointer, detail }: Mismatch): boolean =>
  pointer === '' && detail.startsWith('expected an event of at most ');

const refused = (pointer: string, detail: string): CheckedEvent => ({ ok: false, errors: [{ pointer, detail }] });

const ownedBy = (value: unknown): CheckedEvent | undefined => {
  const { source, type } = (value ?? {}) as { readonly source?: unknown; readonly type?: unknown };
  if (typeof source === 'string' && source.startsWith(ownSource))
    return refused('/source', `expected a source of your own, got "${source}"`);
  if (typeof type === 'string' && ownTypes.test(type))
    return refused('/type', `expected a type that other systems may publish, got "${type}"`);
  return undefined;
};

const unknownZone = ({ type, data }: CloudEvent): CheckedEvent | undefined => {
  if (type !== 'baton.rules.calendar-published.v1') return undefined;
  const { zone } = (data as { readonly calendar: { readonly zone: string } }).calendar;
  if (isZone(zone)) return undefined;
  return refused(
    '/data/calendar/zone',
    `expected an IANA time zone such as Asia/Shanghai, got ${JSON.stringify(zone)}`,
  );
};
