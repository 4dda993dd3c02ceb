import type { Party, Route } from '@baton/contracts';
import type { CalendarDefinition, Weekday } from '@baton/working-time';

const hour = 3_600_000;
const workingDay = 7.5 * hour;

const party = (id: string, name: string, chinese: string, manager?: string): Party => ({
  id,
  name,
  names: { 'zh-Hans': chinese },
  kind: 'person',
  calendar: 'cn-office',
  ...(manager === undefined ? {} : { manager }),
});

export const sampleParties: readonly Party[] = [
  party('Q', 'Sterile supply room', '消毒供应室', 'H'),
  party('H', 'Head of nursing Li', '护理部主任李', 'A'),
  party('E', 'Equipment department', '设备科', 'A'),
  party('A', "Dean's office", '院长办公室'),
  party('P', 'Procurement centre', '采购中心', 'A'),
  party('P1', 'Buyer He', '采购员何', 'P'),
  party('V', 'Vice-president Zhang', '张副院长', 'A'),
  party('V2', 'Deputy vice-president Wu', '吴副院长（代）', 'A'),
  party('C', 'Cashier Sun', '出纳孙', 'M'),
  party('C2', 'Second cashier Zhou', '第二出纳周', 'M'),
  party('M', 'Finance manager Qian', '财务经理钱', 'A'),
  party('S', 'Supplier', '供应商', 'P'),
  party('O', "Vice-president's office", '副院长办公室', 'V'),
];

const officeHours = [
  ['08:00', '12:00'],
  ['14:00', '17:30'],
] as const;

/** Without `transitions`: the zone is read at the edge when the calendar is published. */
export const sampleCalendar: Omit<CalendarDefinition, 'transitions'> = {
  id: 'cn-office',
  revision: 2,
  zone: 'Asia/Shanghai',
  weekly: { mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours },
  daysOff: ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
  extraWorkdays: { '2026-09-20': 'mon' satisfies Weekday, '2026-10-10': 'mon' satisfies Weekday },
  special: {},
  source: 'sample hospital: public holidays of 2026 with their make-up workdays',
  hash: 'sample-cn-office-2',
  validThrough: '2026-12-31',
};

export const sampleRoute: Route = {
  id: 'hospital-purchasing',
  version: 3,
  title: 'Hospital purchasing',
  owner: 'A',
  legs: [
    { id: 'diagnose', title: 'Diagnose', party: 'E', acceptBudget: 2 * hour, finishBudget: workingDay, typical: 4 * hour, needs: ['symptom'] },
    { id: 'request', title: 'Request', party: 'Q', acceptBudget: 4 * hour, finishBudget: workingDay, typical: 2 * hour, needs: ['part number', 'supplier'] },
    { id: 'department-signs', title: 'Department signs', party: 'H', acceptBudget: 4 * hour, finishBudget: 4 * hour, typical: 2 * hour, needs: ['amount'] },
    { id: 'vice-president-signs', title: 'Vice-president signs', party: 'V', acceptBudget: 4 * hour, finishBudget: workingDay, typical: 4 * hour, needs: ['amount', 'reason'] },
    { id: 'order', title: 'Order', party: 'P1', acceptBudget: 4 * hour, finishBudget: workingDay, typical: 3 * hour, needs: ['signed request'] },
    { id: 'prepay', title: 'Prepay', party: 'C', acceptBudget: 2 * hour, finishBudget: 4 * hour, typical: hour, needs: ['order', 'supplier account'] },
    { id: 'deliver', title: 'Deliver', party: 'S', acceptBudget: 4 * hour, finishBudget: 3 * workingDay, typical: 15 * hour, needs: ['payment'] },
    { id: 'fit', title: 'Fit', party: 'E', acceptBudget: 2 * hour, finishBudget: workingDay, typical: 3 * hour, needs: ['part'] },
    { id: 'confirm', title: 'Confirm', party: 'Q', acceptBudget: 4 * hour, finishBudget: workingDay, typical: hour, needs: [] },
  ],
  handlings: [
    {
      id: 'deputy-signs',
      leg: 'vice-president-signs',
      kind: 'deputy',
      rule: 'P-2',
      ruleTitle: 'the vice-president in charge signs; a deputy may while he is away',
      class: 'policy',
      mayGrant: ['A'],
      to: 'V2',
    },
    {
      id: 'alternate-payer',
      leg: 'prepay',
      kind: 'deputy',
      rule: 'F-3',
      ruleTitle: 'only the duty cashier pays',
      class: 'standard',
      mayGrant: ['M'],
      to: 'C2',
    },
    {
      id: 'single-release',
      leg: 'prepay',
      kind: 'skip-rule',
      rule: 'L-1',
      ruleTitle: 'two people release a payment',
      class: 'law',
      mayGrant: [],
    },
  ],
  ladder: [
    { after: 0, whom: 'holder', channel: 'console' },
    { after: 4 * hour, whom: 'manager', channel: 'console' },
  ],
};
