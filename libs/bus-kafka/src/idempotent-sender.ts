import kafkajs, { type Kafka } from 'kafkajs';
import type { Sender } from './publish-queue.ts';

/** Long enough for a broker that restarts; what was not acknowledged by then has failed. */
const retry = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 120 };
const everyReplicaInSync = -1;

export const idempotentSender = async (kafka: Kafka): Promise<Sender> => {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry,
  });
  await producer.connect();
  return {
    send: async (batch) => {
      await producer.sendBatch({ acks: everyReplicaInSync, topicMessages: [...batch] });
    },
    close: () => producer.disconnect(),
  };
};
