import { StartFault } from '@baton/service-kit';

/** Which service answers what: the paths are the same in one process and in many. */
const pathsOf: Readonly<Record<string, readonly string[]>> = {
  requests: ['/v1/requests'],
  approvals: ['/v1/approvals'],
  procurement: ['/v1/orders'],
  payment: ['/v1/payments'],
  handoff: [
    ...['/v1/cases', '/v1/stalls', '/v1/events', '/v1/stream', '/v1/parties', '/v1/silences', '/v1/alert-groups'],
    '/v1/blind-spots',
  ],
  sample: ['/v1/sample'],
};

/**
 * `BATON_UPSTREAMS`: `requests=http://127.0.0.1:3001,approvals=…`, one for each instance of a service. Throws
 * `StartFault` that says what was expected.
 */
export const forwardsOf = (setting: string): Record<string, string[]> => {
  const forwards: Record<string, string[]> = {};
  for (const part of setting.split(',').filter((one) => one !== '')) {
    const [service = '', origin = ''] = part.split('=', 2);
    const paths = pathsOf[service];
    if (paths === undefined || !URL.canParse(origin)) {
      const expected = Object.keys(pathsOf).join('|');
      throw new StartFault(
        'bad-setting',
        `BATON_UPSTREAMS: expected (${expected})=URL, comma-separated, got "${part}"`,
      );
    }
    for (const path of paths) (forwards[path] ??= []).push(origin);
  }
  return forwards;
};
