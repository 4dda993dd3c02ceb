export type StartFaultCode =
  | 'bad-setting'
  | 'folder-unwritable'
  | 'folder-in-use'
  | 'folder-newer'
  | 'folder-damaged'
  | 'store-unusable'
  | 'log-unwritable'
  | 'server-unusable'
  | 'service-ended'
  | 'port-taken'
  | 'cannot-listen';

const exitCodes: Readonly<Record<StartFaultCode, number>> = {
  'bad-setting': 64,
  'folder-damaged': 65,
  'port-taken': 69,
  'cannot-listen': 69,
  'folder-unwritable': 73,
  'log-unwritable': 73,
  'store-unusable': 74,
  'server-unusable': 69,
  'service-ended': 70,
  'folder-in-use': 75,
  'folder-newer': 78,
};

/** Why a program cannot start, as one line for the person who started it. Exit codes as in sysexits.h. */
export class StartFault extends Error {
  readonly code: StartFaultCode;

  constructor(code: StartFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartFault';
    this.code = code;
  }

  get exitCode(): number {
    return exitCodes[this.code];
  }
}

/** For the server that a setting names: what went wrong, in one line with the setting's name. */
export const unreachable =
  (setting: string) =>
  (fault: unknown): never => {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new StartFault('server-unusable', `${setting}: ${reason}`, { cause: fault });
  };

export class ListenFault extends StartFault {}
