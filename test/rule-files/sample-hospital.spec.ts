import { describe, expect, it } from '@jest/globals';
import { sampleCalendar, sampleParties, sampleRoute } from '../../services/standalone/src/sample/hospital.ts';
import { fileOf } from './shipped.fixture.ts';

describe('the sample hospital', () => {
  const file = fileOf('hospital-purchasing');
  const valueOf = (kind: string): unknown => file.documents.find((document) => document.kind === kind)?.value;

  it('runs on the route of the file that ships', () => {
    expect(valueOf('route')).toEqual(sampleRoute);
  });

  it('has its parties', () => {
    expect(valueOf('roster')).toEqual({ parties: sampleParties, absences: [], delegations: [] });
  });

  it('keeps its hours', () => {
    const { source: _, hash: __, ...calendar } = sampleCalendar;
    expect(valueOf('calendar')).toEqual(calendar);
  });
});
