package dev.cairn.kafka;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.cairn.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The log's topics and who may do what: a service writes its own topics, reads all of them, and nobody but the
 * administrator may delete or alter. The administrator's password stays with the launcher.
 */
public final class KafkaRights {

    private KafkaRights() {}

    /** Makes topics and rights that are missing; what is there stays. */
    public static void establish(Admin admin, TopicLayout layout, List<String> services)
            throws ExecutionException, InterruptedException {
        establishTopics(admin, layout);
        admin.createAcls(services.stream().flatMap(KafkaRights::rightsOf).toList())
                .all()
                .get();
    }

    /** Makes topics that are missing; enough where a broker has no authorizer. */
    public static void establishTopics(Admin admin, TopicLayout layout)
            throws ExecutionException, InterruptedException {
        var present = admin.listTopics().names().get();
        var missing = Topics.all().stream()
                .filter(topic -> !present.contains(topic))
                .map(topic ->
                        new NewTopic(topic, layout.partitions(), (short) layout.replicas()).configs(layout.settings()))
                .toList();
        admin.createTopics(missing).all().get();
    }

    private static Stream<AclBinding> rightsOf(String service) {
        List<AclBinding> rights = new ArrayList<>();
        for (String topic : Topics.all()) {
            allow(rights, service, TOPIC, topic, PatternType.LITERAL, READ, DESCRIBE, DESCRIBE_CONFIGS);
        }
        for (String own : List.of("cairn." + service, Topics.access(service))) {
            allow(rights, service, TOPIC, own, PatternType.LITERAL, WRITE);
        }
        allow(rights, service, TRANSACTIONAL_ID, service, PatternType.PREFIXED, WRITE, DESCRIBE);
        allow(rights, service, GROUP, service, PatternType.PREFIXED, READ, DESCRIBE);
        return rights.stream();
    }

    private static void allow(
            List<AclBinding> rights,
            String service,
            ResourceType type,
            String name,
            PatternType pattern,
            AclOperation... operations) {
        for (AclOperation operation : operations) {
            rights.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry("User:" + service, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
