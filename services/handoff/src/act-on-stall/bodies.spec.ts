import { expect, it } from '@jest/globals';
import { ProblemException, validationPipe } from '@baton/service-kit';
import { SetSilenceBody } from './silences.command.ts';
import { AcknowledgeBody, EndAcknowledgementBody, SnoozeBody } from './stall-acts.command.ts';

const until = '2026-09-23T12:00:00+08:00';
type Body = new () => object;

/** Where the body is not as expected; none: it is taken. */
const pointersOf = async (metatype: Body, body: unknown): Promise<readonly string[]> => {
  try {
    await validationPipe().transform(body, { type: 'body', metatype });
    return [];
  } catch (problem) {
    return (problem as ProblemException).problem.errors!.map(({ pointer }) => pointer);
  }
};

it.each<[Body, unknown, readonly string[]]>([
  [AcknowledgeBody, {}, []],
  [AcknowledgeBody, { leg: 'vp', kind: 'runaround', until, note: 'x' }, []],
  [AcknowledgeBody, { note: '' }, ['/note']],
  [AcknowledgeBody, { leg: '', kind: 'late' }, ['/leg', '/kind']],
  [AcknowledgeBody, { until: '2026-02-30T00:00:00Z' }, ['/until']],
  [AcknowledgeBody, { by: 'V' }, ['/by']],
  [EndAcknowledgementBody, { kind: 'forecast', reason: 'off' }, []],
  [EndAcknowledgementBody, { until }, ['/until']],
  [SnoozeBody, { until }, []],
  [SnoozeBody, {}, ['/until']],
  [SetSilenceBody, { matcher: { caseId: 'c', route: 'r', leg: 'l', impact: 'low' }, reason: 'x', until }, []],
  [SetSilenceBody, { matcher: {}, reason: 'x', until }, ['/matcher']],
  [SetSilenceBody, { matcher: { kind: 'late', mood: 'bad' }, reason: 'x', until }, ['/matcher/mood', '/matcher/kind']],
  [SetSilenceBody, { matcher: { party: 'V' }, reason: '' }, ['/reason', '/until']],
])('%p takes %j or names the field', async (body, value, pointers) => {
  expect([...(await pointersOf(body, value))].sort()).toEqual([...pointers].sort());
});
