import type { Act } from './story.ts';

/** An act that a service refused: the story and the services do not fit. */
export class ActRefused extends Error {
  constructor(act: Act, answer: string) {
    super(`${act.actor} could not do "${act.id}": ${answer}`);
    this.name = 'ActRefused';
  }
}

/** Lets the story's people act as anybody would: by the public HTTP interface. Doing an act again changes nothing. */
export class Stage {
  constructor(
    private readonly baseUrl: () => string,
    private readonly caseId: string,
  ) {}

  async perform(act: Act, at: number): Promise<void> {
    if (act.command !== undefined) {
      const path = act.command.path.replace('{case}', this.caseId);
      await this.post(act, path, { body: act.command.body, type: 'application/json' });
    }
    if (act.event !== undefined) {
      const { source, type, data } = act.event;
      const partition = type.startsWith('baton.people.') ? {} : { partitionkey: this.caseId };
      const body = {
        specversion: '1.0',
        id: act.id,
        source,
        type,
        time: new Date(at).toISOString(),
        actor: act.actor,
        ...partition,
        data,
      };
      await this.post(act, '/v1/events', { body, type: 'application/cloudevents+json' });
    }
  }

  private async post(act: Act, path: string, what: { body: unknown; type: string }): Promise<void> {
    const answer = await fetch(`${this.baseUrl()}${path}`, {
      method: 'POST',
      headers: { 'content-type': what.type, 'baton-actor': act.actor, 'idempotency-key': `"${actKey(act)}"` },
      body: JSON.stringify(what.body),
    });
    if (!answer.ok) throw new ActRefused(act, await answer.text());
    await answer.arrayBuffer();
  }
}

/** The case's id comes from the key of the act that raises it. */
export const actKey = (act: Act): string => `sample-${act.id}`;
