import type { Impact } from '@baton/contracts';

export const impacts: Impact[] = ['low', 'normal', 'high', 'critical'];

/** What can be asked for; each kind has a route and a chain of signatories. */
export const requestKinds: string[] = ['purchase'];
