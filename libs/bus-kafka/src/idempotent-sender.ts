import kafkajs, { type Kafka } from 'kafkajs';
import type { Sender } from './shared-sender.ts';

const everyReplicaInSync = -1;

/** `kafka` says how patiently it sends. */
export const idempotentSender = async (kafka: Kafka): Promise<Sender> => {
  const producer = kafka.producer({
    idempotent: true,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    send: async (topic, messages) => {
      await producer.send({ topic, acks: everyReplicaInSync, messages: [...messages] });
    },
    close: () => producer.disconnect(),
  };
};
