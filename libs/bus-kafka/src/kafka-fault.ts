/** `lost`: the log no longer has what a reader has not read yet. `topic`: a topic is not as it was expected. */
export type KafkaFaultCode = 'closed' | 'lost' | 'refused' | 'setting' | 'topic' | 'unavailable';

/** A failure of Kafka or of what it was told. `retryable`: the same call may succeed later. */
export class KafkaFault extends Error {
  readonly code: KafkaFaultCode;
  readonly retryable: boolean;

  constructor(code: KafkaFaultCode, message: string, retryable: boolean) {
    super(message);
    this.name = 'KafkaFault';
    this.code = code;
    this.retryable = retryable;
  }
}

export const closedFault = (): KafkaFault => new KafkaFault('closed', 'The bus is closed.', false);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Worth trying again: anything but a refusal of who Baton is or of what it may do. */
export const mayPass = (error: unknown): boolean => {
  const { name, type } = error as { readonly name?: string; readonly type?: string };
  return !(
    name === 'KafkaJSSASLAuthenticationError' ||
    name === 'KafkaJSUnsupportedMagicByteInMessageSet' ||
    (type !== undefined && /AUTHORIZATION_FAILED|AUTHENTICATION_FAILED/.test(type))
  );
};
