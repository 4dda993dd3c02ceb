import type { ExplanationView } from '@baton/contracts';
import { getJson } from '../live/requests.ts';
import { speech } from '../speech/speech.svelte.ts';

/** Why a case stalls, will stall or does not. What is asked last is shown, in whatever order the answers come. */
export class Explanation {
  view = $state.raw<ExplanationView>();
  failure = $state.raw<unknown>();
  private asked = 0;

  /** `at`: RFC 3339; none: now. */
  async load(id: string, at: string | undefined): Promise<void> {
    const asked = ++this.asked;
    const path = `/v1/cases/${encodeURIComponent(id)}/explanation`;
    try {
      const view = await getJson<ExplanationView>(path, { at, language: speech.language });
      if (asked !== this.asked) return;
      this.view = view;
      this.failure = undefined;
    } catch (failure) {
      if (asked === this.asked) this.failure = failure;
    }
  }
}
