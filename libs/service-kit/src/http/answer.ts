import type { Accepted, CommandResult } from '../command-runner.ts';
import { ProblemException } from './problem-exception.ts';

/** Answers what was accepted; throws the problem that any other result is. */
export const answer = <S, R extends string>(
  result: CommandResult<S, R>,
  refusalStatus: Readonly<Record<R, number>>,
): Accepted<S> => {
  switch (result.kind) {
    case 'accepted':
      return result;
    case 'refused':
      throw new ProblemException({
        status: refusalStatus[result.refusal],
        kind: result.refusal,
        title: sentence(result.refusal),
        detail: result.detail,
      });
    case 'key-reused':
      throw new ProblemException({
        status: 422,
        kind: 'idempotency-key-reused',
        title: 'This Idempotency-Key belongs to another command',
        detail: 'The same key came before with another body, path or actor. A new command needs a new key.',
      });
    case 'conflict':
      throw new ProblemException(
        {
          status: 409,
          kind: 'conflict',
          title: 'Others are writing to the same record',
          detail: 'Nothing was changed. Send the same command again.',
        },
        { 'Retry-After': '1' },
      );
  }
};

const sentence = (refusal: string): string => {
  const words = refusal.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
