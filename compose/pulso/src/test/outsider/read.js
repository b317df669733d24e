// Reads topics to their end and prints each committed record as a line of JSON: node read.js HOST:PORT REGISTRY TOPIC...
import { Kafka, logLevel } from "kafkajs";
import registryClient from "@kafkajs/confluent-schema-registry";

const [bootstrap, registryUrl, ...topics] = process.argv.slice(2);
const registry = new registryClient.SchemaRegistry({ host: registryUrl });
const kafka = new Kafka({ clientId: "outsider", brokers: [bootstrap], logLevel: logLevel.ERROR });

const admin = kafka.admin();
await admin.connect();
const left = new Map();
for (const topic of topics) {
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (Number(high) > Number(low)) {
      left.set(`${topic}/${partition}`, Number(high));
    }
  }
}
await admin.disconnect();

const text = (bytes) => (bytes === null || bytes === undefined ? null : bytes.toString("utf8"));
const plain = (_, value) => (typeof value === "bigint" ? Number(value) : value);

const consumer = kafka.consumer({ groupId: "outsider", readUncommitted: false, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });

const done = new Promise((resolve, reject) => {
  const finish = (topic, partition, next) => {
    const place = `${topic}/${partition}`;
    if (left.has(place) && next >= left.get(place)) {
      left.delete(place);
    }
    if (left.size === 0) {
      resolve();
    }
  };
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) =>
    finish(payload.topic, payload.partition, Number(payload.lastOffset) + 1));
  consumer
    .run({
      eachBatchAutoResolve: true,
      eachBatch: async ({ batch }) => {
        for (const message of batch.messages) {
          const value = message.value === null ? null : await registry.decode(message.value);
          const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([k, v]) => [k, text(v)]));
          const line = { topic: batch.topic, partition: batch.partition, key: text(message.key), headers, value };
          console.log(JSON.stringify(line, plain));
        }
      },
    })
    .catch(reject);
});
await done;
await consumer.disconnect();
