import type {
  BlindSpotsView,
  CaseView,
  InboxItem,
  PartyView,
  SampleView,
  StallKind,
  StallsPage,
  TimelineView,
} from '@baton/contracts';
import { speech } from '../speech/speech.svelte.ts';
import { getJson, postJson } from './requests.ts';

/** Baton's HTTP interface, as far as the console needs it. */
export const loadStalls = async (limit: number): Promise<StallsPage> =>
  inZone(await getJson<StallsPage>('/v1/stalls', { state: 'open', limit: String(limit), language: speech.language }));

export const loadBlindSpots = (): Promise<BlindSpotsView> =>
  getJson<BlindSpotsView>('/v1/blind-spots', { language: speech.language });

export const loadCase = async (id: string, asOf?: string): Promise<CaseView> =>
  inZone(await getJson<CaseView>(casePath(id), { asOf, language: speech.language }));

export const loadTimeline = (id: string, asOf?: string): Promise<TimelineView> =>
  getJson<TimelineView>(`${casePath(id)}/timeline`, { asOf, language: speech.language });

export const loadParties = async (): Promise<readonly PartyView[]> =>
  (await getJson<{ parties: PartyView[] }>('/v1/parties', { language: speech.language })).parties;

export const loadInbox = async (party: string): Promise<readonly InboxItem[]> =>
  (await getJson<{ items: InboxItem[] }>('/v1/approvals', { party })).items;

/** Undefined: this Baton is not a sample. */
export const loadSample = async (): Promise<SampleView | undefined> => {
  const response = await fetch('/v1/sample', { headers: { accept: 'application/json' } });
  return response.ok ? inZone((await response.json()) as SampleView) : undefined;
};

export const commandSample = (act: 'play' | 'pause' | 'step' | 'let-go'): Promise<void> =>
  postJson({ path: `/v1/sample/${act}` });

export const setSampleSpeed = (speed: number): Promise<void> => postJson({ path: '/v1/sample/speed', body: { speed } });

export interface Grant {
  readonly caseId: string;
  readonly grantor: string;
  readonly body: { readonly leg: string; readonly handling: string; readonly reason: string };
  readonly idempotencyKey: string;
}

export const grantSpecialHandling = ({ caseId, grantor, body, idempotencyKey }: Grant): Promise<void> =>
  postJson({ path: `${casePath(caseId)}/special-handlings`, body, actor: grantor, idempotencyKey });

/** What a person says about a stall; the words of the address. */
export type HoldAct = 'acknowledge' | 'snooze' | 'end-acknowledgement';

export interface HoldCommand {
  readonly caseId: string;
  readonly actor: string;
  readonly body: {
    readonly leg?: string;
    readonly kind: StallKind;
    /** RFC 3339. */
    readonly until?: string;
    readonly note?: string;
    readonly reason?: string;
  };
  readonly idempotencyKey: string;
}

const holdPaths: Readonly<Record<HoldAct, string>> = {
  acknowledge: 'acknowledge',
  snooze: 'snooze',
  'end-acknowledgement': 'acknowledgement/end',
};

export const actOnStall = (act: HoldAct, { caseId, ...command }: HoldCommand): Promise<void> =>
  postJson({ path: `${casePath(caseId)}/stalls/${holdPaths[act]}`, ...command });

export interface Signature {
  readonly caseId: string;
  readonly leg: string;
  readonly signatory: string;
  readonly idempotencyKey: string;
}

export const actOnApproval = (
  act: 'take-up' | 'sign',
  { caseId, leg, signatory, idempotencyKey }: Signature,
): Promise<void> =>
  postJson({
    path: `/v1/approvals/${encodeURIComponent(caseId)}/${act}`,
    body: { leg },
    actor: signatory,
    idempotencyKey,
  });

const casePath = (id: string): string => `/v1/cases/${encodeURIComponent(id)}`;

const inZone = <T extends { readonly zone?: string }>(view: T): T => {
  if (view.zone !== undefined) speech.zone = view.zone;
  return view;
};
