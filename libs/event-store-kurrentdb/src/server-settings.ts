import { EventStoreFault } from '@baton/event-store';

const scheme = /^(kurrentdb|kurrent|kdb|esdb)(\+discover)?:\/\//;
const credentials = /\/\/[^@]*@/;
/** What the client knows; of anything else it would print the whole string, password and all. */
const parameters = [
  ...['userCertFile', 'userKeyFile', 'maxDiscoverAttempts', 'connectionName', 'defaultDeadline', 'discoveryInterval'],
  ...['gossipTimeout', 'nodePreference', 'tls', 'tlsVerifyCert', 'tlsCAFile', 'throwOnAppendFailure'],
  ...['keepAliveInterval', 'keepAliveTimeout'],
];
const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
const known = new Set(parameters.map(flat));

const refuse = (url: string, reason: string): never => {
  throw new EventStoreFault('invalid-argument', `"${withoutPassword(url)}" ${reason}`, false);
};

/** The connection string as the client takes it: of several nodes the leader is the one to talk to. */
export const toConnectionString = (url: string): string => {
  const text = url.trim();
  if (!scheme.test(text))
    refuse(text, 'is no address of KurrentDB; expected kurrentdb://[user:password@]host[:port][?tls=…].');
  const query = text.replace(credentials, '//').split('?')[1] ?? '';
  const names = query.split('&').map((pair) => pair.split('=')[0]!);
  const unknown = names.find((name) => name !== '' && !known.has(flat(name)));
  if (unknown !== undefined) refuse(text, `has a parameter "${unknown}"; expected ${parameters.join(', ')}.`);
  if (names.some((name) => flat(name) === 'nodepreference')) return text;
  return `${text.replace(/\/+$/, '')}${text.includes('?') ? '&' : '?'}nodePreference=leader`;
};

/** What may be shown and logged. */
export const withoutPassword = (url: string): string => url.trim().replace(credentials, '//').replace(/\?.*$/, '');
