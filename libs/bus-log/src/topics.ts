import { inboxPrefix } from './inbox.ts';

/** Which streams belong to a topic, beside those that were published to it. */
export type TopicPrefixes = Readonly<Record<string, { readonly prefixes: readonly string[] }>>;

export interface Topics {
  /** Streams whose name starts with one of these belong to the topic. Throws for a topic that is not known. */
  prefixesOf(topic: string): readonly string[];
}

export const topicsOf = (topics: TopicPrefixes): Topics => {
  const prefixes = new Map(
    Object.entries(topics).map(([topic, { prefixes }]) => [topic, [...prefixes, inboxPrefix(topic)]]),
  );
  return {
    prefixesOf: (topic) => {
      const known = prefixes.get(topic);
      if (known === undefined) throw new Error(`The topic "${topic}" is not known to this bus.`);
      return known;
    },
  };
};
