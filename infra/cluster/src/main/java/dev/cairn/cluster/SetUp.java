package dev.cairn.cluster;

import dev.cairn.events.Topics;
import dev.cairn.kafka.HangingTransactions;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.kafka.Users;
import dev.cairn.standalone.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** What an administrator does before the services start: topics, users, rights, databases and the bucket. Safe to repeat. */
record SetUp(ClusterDirectory directory, Ports ports, Topology topology) {

    void run() {
        prepareKafka();
        for (Service service : Service.values()) {
            topology.database().establish(service);
        }
        topology.objectStore().establishBucket();
    }

    private void prepareKafka() {
        Map<String, Object> client = new HashMap<>(Broker.clientSettings(directory, Broker.ADMINISTRATOR));
        client.put("bootstrap.servers", Broker.bootstrapServers(ports));
        Map<String, String> passwords = Service.names().stream()
                .collect(Collectors.toMap(service -> service, service -> directory.secret("kafka." + service)));
        try (var admin = Admin.create(client)) {
            Users.establish(admin, passwords);
            KafkaRights.establish(admin, TopicLayout.CLUSTER, Service.names());
            HangingTransactions.abort(admin, Topics.all(), Service.names());
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        } catch (ExecutionException e) {
            throw new ClusterFailure(
                    "Kafka's topics cannot be prepared: " + e.getCause().getMessage(), e);
        }
    }
}
