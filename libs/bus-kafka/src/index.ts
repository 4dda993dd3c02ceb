import './kafkajs-records.ts';
export { KafkaBus } from './kafka-bus.ts';
export type { KafkaBusOptions } from './kafka-bus-options.ts';
export { KafkaFault, type KafkaFaultCode } from './kafka-fault.ts';
export type { TopicSetting } from './topics.ts';
