import { KafkaFault } from './kafka-fault.ts';

const mechanisms = ['scram-sha-512', 'scram-sha-256', 'plain'] as const;
type Mechanism = (typeof mechanisms)[number];

export interface KafkaCredentials {
  readonly mechanism: Mechanism;
  readonly username: string;
  readonly password: string;
}

export interface KafkaAddress {
  /** `host:port` of the brokers to ask first. */
  readonly brokers: readonly string[];
  readonly tls: boolean;
  /** File with the certificates to trust instead of the system's. */
  readonly caFile?: string;
  readonly credentials?: KafkaCredentials;
  /** Copies of each topic's partitions that are wanted; the cluster's own default when absent. */
  readonly replication?: number;
  /** A member of a group that is not heard of for so long loses its partitions; the bus's own default when absent. */
  readonly sessionTimeoutMs?: number;
}

const shape = /^kafka:\/\/(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^@/?]+)\/?(?:\?(?<query>.*))?$/;
const broker = /^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/;
const expected =
  'kafka://[user:password@]host:port[,host:port…][?tls=true&ca=FILE&mechanism=scram-sha-512&replication=3&sessionTimeoutMs=10000]';

/** Reads `expected`. What it throws names what is wrong and never repeats a password. */
export const parseKafkaUrl = (url: string): KafkaAddress => {
  const { user, password, hosts, query } = shape.exec(url)?.groups ?? {};
  if (hosts === undefined) throw wrong('it does not look like it');
  const brokers = hosts.split(',');
  const odd = brokers.find((one) => !broker.test(one));
  if (odd !== undefined) throw wrong(`"${odd}" is no host:port`);
  const settings = settingsOf(query ?? '');
  const credentials = credentialsOf(user, password, settings['mechanism']);
  const replication = numberOf(settings, 'replication', { from: 1, to: 99 });
  const sessionTimeoutMs = numberOf(settings, 'sessionTimeoutMs', { from: 1_000, to: 300_000 });
  const tls = oneOf(settings, 'tls', ['false', 'true'] as const) === 'true';
  if (!tls && settings['ca'] !== undefined) throw wrong('"ca" needs tls=true');
  if (!tls && credentials?.mechanism === 'plain') throw wrong('mechanism=plain needs tls=true');
  return {
    brokers,
    tls,
    ...(settings['ca'] === undefined ? {} : { caFile: settings['ca'] }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(replication === undefined ? {} : { replication }),
    ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs }),
  };
};

/** For messages: the address without its secrets. */
export const describeAddress = ({ brokers, tls, credentials }: KafkaAddress): string =>
  `${brokers.join(', ')} (${tls ? 'TLS' : 'no TLS'}, ${
    credentials === undefined ? 'no credentials' : `${credentials.mechanism} as "${credentials.username}"`
  })`;

const known = ['tls', 'ca', 'mechanism', 'replication', 'sessionTimeoutMs'];

type Settings = Readonly<Record<string, string | undefined>>;

const settingsOf = (query: string): Settings => {
  const settings = Object.fromEntries(new URLSearchParams(query));
  const stranger = Object.keys(settings).find((name) => !known.includes(name));
  if (stranger !== undefined) throw wrong(`"${stranger}" is not one of ${known.join(', ')}`);
  return settings;
};

const credentialsOf = (
  user: string | undefined,
  password: string | undefined,
  mechanism: string | undefined,
): KafkaCredentials | undefined => {
  if (user === undefined || user === '') {
    if (mechanism !== undefined) throw wrong('"mechanism" needs a user and a password');
    return undefined;
  }
  if (password === undefined || password === '') throw wrong('the user has no password');
  return {
    mechanism: oneOf({ mechanism }, 'mechanism', mechanisms),
    username: decoded(user),
    password: decoded(password),
  };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('the user or the password is not percent-encoded well');
  }
};

/** The first choice is the default. */
const oneOf = <Choice extends string>(settings: Settings, name: string, choices: readonly Choice[]): Choice => {
  const given = settings[name];
  const choice = given === undefined ? choices[0] : choices.find((one) => one === given.toLowerCase());
  if (choice === undefined) throw wrong(`${name}=${given} is not one of ${choices.join(', ')}`);
  return choice;
};

const numberOf = (
  settings: Settings,
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
): number | undefined => {
  const text = settings[name];
  if (text === undefined) return undefined;
  const isFitting = /^[1-9]\d*$/.test(text) && Number(text) >= from && Number(text) <= to;
  if (!isFitting) throw wrong(`${name}=${text} is no number from ${from} to ${to}`);
  return Number(text);
};

const wrong = (what: string): KafkaFault =>
  new KafkaFault('setting', `The address of Kafka cannot be used: ${what}. Expected: ${expected}`, false);
