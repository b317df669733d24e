package pulso.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;

/** The folds of one generation, running: where they stand in the raw topics. */
final class FoldProcess implements AutoCloseable {
    private final ChildJvm process;
    private final Admin admin;
    private final String application;
    private final List<TopicPartition> input;
    private final long runningSinceMillis;

    private FoldProcess(ChildJvm process, Admin admin, String application, List<TopicPartition> input)
            throws IOException {
        this.process = process;
        this.admin = admin;
        this.application = application;
        this.input = input;
        this.runningSinceMillis = Long.parseLong(process.await("running"));
    }

    /** How long the folds took from being ready to the end of the raw topics, and over how many records. */
    record CaughtUp(long records, Duration took) {
        double recordsPerSecond() {
            return records * 1e3 / took.toMillis();
        }
    }

    /**
     * Starts as a replay does: topics and first offsets are there before the application is, and the launcher gives it
     * the collector and the priority of something that nobody waits for.
     */
    static FoldProcess start(
            Admin admin, String bootstrapServers, String generation, boolean live, List<String> topics, Path folder)
            throws IOException, InterruptedException {
        TopicCreation.ensure(admin, (short) 1, Topics.derived(generation).all());
        var input = new ArrayList<TopicPartition>();
        topics.forEach(topic -> input.add(new TopicPartition(topic, 0)));
        input.add(new TopicPartition(Topics.heartbeat(RawLog.SOURCE).name(), 0));
        var application = "pulso-" + generation + '-' + RawLog.SOURCE;
        var first = new HashMap<TopicPartition, OffsetAndMetadata>();
        input.forEach(partition -> first.put(partition, new OffsetAndMetadata(0)));
        try {
            admin.alterConsumerGroupOffsets(application, first).all().get();
        } catch (ExecutionException e) {
            throw new BenchmarkException("offsets cannot be set", e);
        }
        var arguments = new ArrayList<>(List.of(
                bootstrapServers,
                generation,
                Boolean.toString(live),
                folder.resolve("streams").toString()));
        arguments.addAll(topics);
        var options = new ArrayList<>(List.of("-Xmx3g", live ? "-XX:+UseG1GC" : "-XX:+UseParallelGC"));
        options.addAll(List.of(System.getProperty("pulso.benchmarks.fold", "").split(" ")));
        options.removeIf(String::isBlank);
        return new FoldProcess(
                ChildJvm.start(
                        live ? List.of() : List.of("nice", "-n", "10"),
                        FoldMain.class,
                        options,
                        arguments,
                        folder.resolve(generation + ".err")),
                admin,
                application,
                input);
    }

    /** Returns once everything that is in the raw topics now is folded and committed. */
    CaughtUp awaitCaughtUp(Duration limit) throws InterruptedException {
        try {
            var ends = ends();
            long deadline = System.nanoTime() + limit.toNanos();
            while (!reached(ends)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new BenchmarkException(application + " did not catch up");
                }
                Thread.sleep(20);
            }
            return new CaughtUp(
                    ends.values().stream().mapToLong(Long::longValue).sum(),
                    Duration.ofMillis(System.currentTimeMillis() - runningSinceMillis));
        } catch (ExecutionException e) {
            throw new BenchmarkException("the group's offsets cannot be read", e);
        }
    }

    /** Everything that was in the raw topics when it was asked last is folded. */
    boolean isCaughtUp() throws InterruptedException {
        try {
            return reached(ends());
        } catch (ExecutionException e) {
            throw new BenchmarkException("the group's offsets cannot be read", e);
        }
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        input.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private boolean reached(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        var reached = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            var offset = reached.get(end.getKey());
            return offset != null && offset.offset() >= end.getValue();
        });
    }

    long pid() {
        return process.pid();
    }

    long residentMb() {
        return Machine.residentMb(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
