export const dutyCashier = 'C';
export const financeManager = 'M';

/** The finance people: two different ones of them release every payment. */
export const financePeople: readonly string[] = [dutyCashier, 'C2', financeManager];
