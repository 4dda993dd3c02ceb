import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { LogPosition } from './position.ts';

const { Options } = streams.ReadReq;

/** How many records the server looks at in one step of a filtered read. */
const searchWindow = 1_000;

export const identifierOf = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(new TextEncoder().encode(stream));

const request = (options: streams.ReadReq.Options): streams.ReadReq => {
  options.setResolveLinks(false);
  options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()));
  return new streams.ReadReq().setOptions(options);
};

export const streamRequest = (stream: string, from: number, count: number): streams.ReadReq => {
  const place = new Options.StreamOptions().setStreamIdentifier(identifierOf(stream)).setRevision(String(from));
  return request(new Options().setStream(place).setCount(String(count)).setNoFilter(new shared.Empty()));
};

/** Streams whose name starts with one of `prefixes`; the empty one means every stream that is not the server's own. */
const nameFilter = (prefixes: readonly string[], window: number): streams.ReadReq.Options.FilterOptions => {
  const names = new Options.FilterOptions.Expression();
  if (prefixes.includes('')) names.setRegex('^[^$]');
  else names.setPrefixList([...prefixes]);
  return new Options.FilterOptions().setStreamIdentifier(names).setMax(window).setCheckpointintervalmultiplier(1);
};

const allFrom = (position: LogPosition | undefined): streams.ReadReq.Options.AllOptions => {
  if (position === undefined) return new Options.AllOptions().setStart(new shared.Empty());
  const place = new Options.Position();
  place.setCommitPosition(String(position.commit)).setPreparePosition(String(position.prepare));
  return new Options.AllOptions().setPosition(place);
};

/** From `position` on, that record included; undefined `prefixes`: everything, the server's own records too. */
export const allRequest = (
  position: LogPosition | undefined,
  count: number,
  prefixes: readonly string[] | undefined,
): streams.ReadReq => {
  const options = new Options().setAll(allFrom(position)).setCount(String(count));
  if (prefixes === undefined) options.setNoFilter(new shared.Empty());
  else options.setFilter(nameFilter(prefixes, searchWindow));
  return request(options);
};

/** The newest record of the streams. */
export const headRequest = (prefix: string): streams.ReadReq => {
  const options = new Options().setAll(new Options.AllOptions().setEnd(new shared.Empty())).setCount('1');
  options.setReadDirection(Options.ReadDirection.BACKWARDS);
  return request(options.setFilter(nameFilter([prefix], searchWindow)));
};

/** No stream is named so: the name would be longer than any that is taken. */
const noStream = 'no-such-stream-'.repeat(40);

/** From the end on, no event at all, but a checkpoint for each one that is appended to any stream. */
export const bellRequest = (): streams.ReadReq => {
  const options = new Options().setAll(new Options.AllOptions().setEnd(new shared.Empty()));
  options.setSubscription(new Options.SubscriptionOptions());
  return request(options.setFilter(nameFilter([noStream], 1)));
};
