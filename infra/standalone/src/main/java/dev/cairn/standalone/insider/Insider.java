package dev.cairn.standalone.insider;

import dev.cairn.embedded.BrokerPrincipals;
import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.events.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * Alters a running standalone's history behind its back:
 * {@code Insider --data DIR --port-offset N flip-artifact|edit-row|cut-topic}. Prints in one line what it did.
 */
public final class Insider {

    private final Path data;
    private final int portOffset;

    public Insider(Path data, int portOffset) {
        this.data = data;
        this.portOffset = portOffset;
    }

    public static void main(String[] arguments) throws Exception {
        var insider = new Insider(Path.of(arguments[1]), Integer.parseInt(arguments[3]));
        System.out.println(insider.act(arguments[4]));
    }

    private String act(String how) throws Exception {
        if (how.equals("flip-artifact")) {
            return flipArtifact();
        }
        if (how.equals("edit-row")) {
            return editRow();
        }
        if (how.equals("cut-topic")) {
            return cutTopic();
        }
        throw new IllegalArgumentException("An insider can flip-artifact, edit-row or cut-topic, not " + how);
    }

    /** Flips a bit in the middle of the largest artifact. */
    public String flipArtifact() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("artifacts/blobs"))) {
            Path artifact = files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow(() -> new IllegalStateException("There is no artifact to alter"));
            artifact.toFile().setWritable(true);
            try (var channel = FileChannel.open(artifact, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long position = channel.size() / 2;
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, position);
                one.put(0, (byte) (one.get(0) ^ 1)).flip();
                channel.write(one, position);
                return "byte " + position + " of " + data.relativize(artifact) + " is another now";
            }
        }
    }

    /** Makes the first version look better than it was, past the trigger that only a superuser can switch off. */
    public String editRow() throws SQLException {
        var superuser = EmbeddedDatabase.superuser(
                data.resolve("postgres"), "jdbc:postgresql://127.0.0.1:" + (15432 + portOffset) + "/cairn_registry");
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter table events.event disable trigger events_are_final");
            int edited = statement.executeUpdate("""
                    update events.event
                    set data = convert_to(regexp_replace(convert_from(data, 'UTF8'),
                                                         '("name":"accuracy","value":)[0-9.]+', '\\10.9999'), 'UTF8')
                    where global_index = (select min(global_index) from events.event
                                          where type = 'dev.cairn.registry.VersionRegistered.v1')
                    """);
            statement.execute("alter table events.event enable trigger events_are_final");
            return edited + " event row claims an accuracy of 0.9999 now";
        }
    }

    /** Deletes the older half of the registry's topic in each partition. */
    public String cutTopic() throws IOException, ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(administrator())) {
            int partitions = admin.describeTopics(List.of(Topics.REGISTRY))
                    .allTopicNames()
                    .get()
                    .get(Topics.REGISTRY)
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(Topics.REGISTRY, partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<TopicPartition, RecordsToDelete> cut = new HashMap<>();
            for (var end : admin.listOffsets(all).all().get().entrySet()) {
                long half = (end.getValue().offset() + 1) / 2;
                if (half > 0) {
                    cut.put(end.getKey(), RecordsToDelete.beforeOffset(half));
                }
            }
            admin.deleteRecords(cut).all().get();
            return "the older half of " + Topics.REGISTRY + " is deleted in " + cut.size() + " of " + partitions
                    + " partitions";
        }
    }

    private Map<String, Object> administrator() throws IOException {
        var secrets = new Properties();
        secrets.load(new StringReader(Files.readString(data.resolve("secrets.properties"))));
        var principals = new BrokerPrincipals("admin", Map.of("admin", secrets.getProperty("kafka.admin")));
        Map<String, Object> settings = new HashMap<>(principals.clientSettings("admin"));
        settings.put("bootstrap.servers", "127.0.0.1:" + (19092 + portOffset));
        return settings;
    }
}
