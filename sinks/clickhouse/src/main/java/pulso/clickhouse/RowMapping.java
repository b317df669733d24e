package pulso.clickhouse;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns a record of a topic into rows of its table: a pure function of the record, so a repeated range gives the same rows. */
interface RowMapping {
    /** @throws UnusableRecordException when the record is not what the topic should hold */
    void map(ConsumerRecord<byte[], byte[]> record, RowSink rows);
}
