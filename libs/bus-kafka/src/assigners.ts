import kafkajs, { type PartitionAssigner } from 'kafkajs';

const { AssignerProtocol } = kafkajs;
const nothing = Buffer.alloc(0);

export type Assignment = Readonly<Record<string, readonly number[]>>;

/**
 * Partitions of one number go to one member, whatever their topic: what belongs to a case stays together. Members
 * are ordered by their ids, so that every leader would decide the same.
 */
export const byNumber: PartitionAssigner = ({ cluster }) => ({
  name: 'baton-by-number',
  version: 1,
  assign: async ({ members, topics }) => {
    const ids = members.map(({ memberId }) => memberId).sort();
    return ids.map((memberId, place) => ({
      memberId,
      memberAssignment: encoded(
        Object.fromEntries(
          topics.map((topic) => [
            topic,
            cluster
              .findTopicPartitionMetadata(topic)
              .map(({ partitionId }) => partitionId)
              .filter((partition) => partition % ids.length === place),
          ]),
        ),
      ),
    }));
  },
  protocol: ({ topics }) => ({
    name: 'baton-by-number',
    metadata: AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: nothing }),
  }),
});

/** Each member gets the partitions that it asks for, also when another has them: the reader knows what it owns. */
export const asAsked =
  (wanted: Assignment): PartitionAssigner =>
  () => ({
    name: 'baton-as-asked',
    version: 1,
    assign: async ({ members }) =>
      members.map(({ memberId, memberMetadata }) => ({
        memberId,
        memberAssignment: encoded(askedIn(memberMetadata)),
      })),
    protocol: ({ topics }) => ({
      name: 'baton-as-asked',
      metadata: AssignerProtocol.MemberMetadata.encode({
        version: 1,
        topics,
        userData: Buffer.from(JSON.stringify(wanted)),
      }),
    }),
  });

const encoded = (assignment: Assignment): Buffer =>
  AssignerProtocol.MemberAssignment.encode({
    version: 1,
    assignment: Object.fromEntries(Object.entries(assignment).map(([topic, list]) => [topic, [...list]])),
    userData: nothing,
  });

const askedIn = (metadata: Buffer): Assignment =>
  JSON.parse(AssignerProtocol.MemberMetadata.decode(metadata)!.userData.toString()) as Assignment;

export const assignmentIn = (bytes: Buffer): Assignment =>
  bytes.length === 0 ? {} : (AssignerProtocol.MemberAssignment.decode(bytes)?.assignment ?? {});
