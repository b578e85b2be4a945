package dev.cairn.benchmarks;

import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.Standalone;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A standalone of its own with one model, and the people who bring its versions to production. */
final class TrailSystem implements AutoCloseable {

    private static final int PORT_OFFSET = 12_500;
    private static final String MODEL = "fraud";
    private static final byte[] CARD = "What it is for, and what not".getBytes(StandardCharsets.UTF_8);

    private final Standalone standalone;
    private final Path data;
    private final Endpoints endpoints = Endpoints.standalone(PORT_OFFSET);
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, JsonNode> started = new HashMap<>();
    private String awaiting = "";
    private String awaited = "";

    TrailSystem(Path data) {
        this.data = data;
        standalone = Standalone.start(data, PORT_OFFSET);
        registry().post("/api/v1/models", Map.of("name", MODEL));
    }

    private String token(String person) {
        return tokens.computeIfAbsent(
                person,
                it -> SignIn.at(endpoints).withPassword(it, it + "-demo").value());
    }

    private Api registry() {
        return new Api(endpoints.registry(), () -> token("mia"));
    }

    private Api approval(String person) {
        return new Api(endpoints.approval(), () -> token(person));
    }

    private Api deployment() {
        return deployment("dan");
    }

    private Api deployment(String person) {
        return new Api(endpoints.deployment(), () -> token(person));
    }

    /** @return its label */
    private String registered() {
        byte[] weights = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        var artifacts = List.of(artifact("weights", "model.bin", weights), artifact("model-card", "card.md", CARD));
        JsonNode version = registry()
                .post("/api/v1/models/" + MODEL + "/versions", Map.of("manifestVersion", 1, "artifacts", artifacts));
        String label = version.path("label").asString();
        digests.put(label, version.path("digest").asString());
        return label;
    }

    private Map<String, Object> artifact(String role, String path, byte[] content) {
        String digest = Sha256Digest.of(content).value();
        registry()
                .send(registry()
                        .request("/api/v1/blobs/" + digest)
                        .PUT(BodyPublishers.ofByteArray(content))
                        .build());
        return Map.of(
                "role",
                role,
                "path",
                path,
                "size",
                content.length,
                "mediaType",
                "application/octet-stream",
                "digest",
                digest);
    }

    /** A version that is approved for production; answers its label. */
    String approved() {
        String label = awaitingTheLastReview();
        lastReviewUntilAdmitted();
        return label;
    }

    /** A version that lacks one review for production; answers its label. */
    String awaitingTheLastReview() {
        String label = registered();
        requestAsSoonAsKnown(label);
        review("lea", "ml", request(label, "staging"));
        String promotion = request(label, "prod");
        review("lea", "ml", promotion);
        awaiting = promotion;
        awaited = digests.get(label);
        return label;
    }

    private void requestAsSoonAsKnown(String label) {
        while (true) {
            try {
                request(label, "dev");
                return;
            } catch (Api.NotDone unknown) {
                // It is on its way from the registry
                Thread.onSpinWait();
            }
        }
    }

    private String request(String label, String stage) {
        var promotion = Map.of("version", MODEL + "/" + label, "stage", stage, "reason", "better");
        return approval("mia").post("/api/v1/promotions", promotion).path("id").asString();
    }

    private void review(String person, String role, String promotion) {
        approval(person)
                .post(
                        "/api/v1/promotions/" + promotion + "/reviews",
                        Map.of(
                                "role",
                                role,
                                "verdict",
                                "APPROVE",
                                "meaning",
                                "I answer for it",
                                "confirmed",
                                List.of("model-card")));
    }

    /** Gives what is awaited its last review, and asks until it is admitted. */
    void lastReviewUntilAdmitted() {
        review("rolf", "risk", awaiting);
        while (!admitted(MODEL, awaited)) {
            Thread.onSpinWait();
        }
    }

    private boolean admitted(String model, String digest) {
        return deployment()
                .get("/api/v1/admission/" + model + "/" + digest + "?stage=prod")
                .path("admitted")
                .asBoolean();
    }

    void target(String target) {
        deployment("gus")
                .post("/api/v1/targets", Map.of("target", target, "stage", "prod", "environment", "production"));
    }

    /** Answers when approval has allowed it and it is started. */
    void deploy(String label, String target) {
        JsonNode answer =
                deployment().post("/api/v1/deployments", Map.of("version", MODEL + "/" + label, "target", target));
        if (!answer.path("state").asString().equals("STARTED")) {
            throw new IllegalStateException("Not started: " + answer);
        }
        started.put(target, answer);
    }

    /** What was started last there makes room for the next. */
    void failed(String target) {
        report(target, Map.of("status", "FAILED", "note", "makes room"));
    }

    private void report(String target, Map<String, String> report) {
        deployment()
                .post("/api/v1/deployments/" + started.get(target).path("id").asString() + "/status", report);
    }

    /** Deploys, and tells that it runs. */
    void run(String label, String target) {
        deploy(label, target);
        report(target, Map.of("status", "RUNNING", "digest", digests.get(label)));
    }

    void rollBack(String target, String label) {
        deployment()
                .post(
                        "/api/v1/targets/" + target + "/models/" + MODEL + "/rollback",
                        Map.of("to", label, "reason", "it misjudges"));
    }

    /** As many approved versions, ten to a model, and a graph of as many nodes, straight into the views. */
    void fill(int many) throws SQLException, IOException {
        execute("deployment", """
                insert into model (name, sensitivity, creator) select 'filled-' || g, 'OPEN', 'x#mia' from generate_series(0, %1$d / 10) g;
                insert into version (model, label, digest)
                    select 'filled-' || g / 10, '1.0.' || g %% 10, encode(sha256(g::text::bytea), 'hex')
                    from generate_series(0, %1$d - 1) g;
                insert into promotion (promotion, model, label, digest, stage, approved)
                    select gen_random_uuid(), 'filled-' || g / 10, '1.0.' || g %% 10, encode(sha256(g::text::bytea), 'hex'), 'prod', now()
                    from generate_series(0, %1$d - 1) g;
                analyze model, version, promotion;
                """.formatted(many));
        execute("lineage", """
                insert into model (name, sensitivity, creator) select 'filled-' || g, 'OPEN', 'x#mia' from generate_series(0, %1$d / 10) g;
                create temporary table v as
                    select g, 'filled-' || g / 10 model, 'version:filled-' || g / 10 || '/1.0.' || g %% 10 node,
                           g %% 10 > 0 child,
                           '00000000-0000-4000-8000-' || lpad(to_hex(g), 12, '0') id from generate_series(0, %1$d / 10 - 1) g;
                insert into registry_node select node, model, true, '{}'::jsonb from v
                    union all select 'code:c@' || g, null, false, '{}'::jsonb from v
                    union all select 'experiment:e' || g, null, false, '{}'::jsonb from v
                    union all select 'data:d' || g || '@' || s, null, false, '{}'::jsonb from v, generate_series(1, 4) s;
                insert into registry_edge select 'code:c@' || g, node, 'built-from' from v
                    union all select 'experiment:e' || g, node, 'produced-in' from v
                    union all select 'data:d' || g || '@' || s, node, 'used' from v, generate_series(1, 4) s
                    union all select 'version:' || model || '/1.0.' || g %% 10 - 1, node, 'derived-from' from v where child;
                insert into approval_node select 'promotion:' || id, model, true, '{}'::jsonb from v;
                insert into approval_edge select node, 'promotion:' || id, 'promotes' from v;
                insert into deployment_node select 'deployment:' || id, model, true, '{}'::jsonb from v
                    union all select 'target:t' || g, null, true, '{}'::jsonb from v;
                insert into deployment_edge select node, 'deployment:' || id, 'runs' from v
                    union all select 'promotion:' || id, 'deployment:' || id, 'allowed-by' from v
                    union all select 'deployment:' || id, 'target:t' || g, 'hosts' from v;
                analyze registry_node, registry_edge, approval_node, approval_edge, deployment_node, deployment_edge, model;
                """.formatted(many));
    }

    /** From now on approval can neither read nor write, whatever it is asked. */
    void stopApproval() throws SQLException, IOException {
        execute("deployment", """
                alter database cairn_approval allow_connections false;
                select pg_terminate_backend(pid) from pg_stat_activity where datname = 'cairn_approval'
                """);
    }

    void startApproval() throws SQLException, IOException {
        execute("deployment", "alter database cairn_approval allow_connections true");
    }

    private void execute(String service, String sql) throws SQLException, IOException {
        String superuser = Files.readString(data.resolve("postgres/superuser")).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + (15432 + PORT_OFFSET) + "/cairn_" + service,
                        "postgres",
                        superuser);
                var statement = connection.createStatement()) {
            statement.execute("set search_path = views");
            statement.execute(sql);
        }
    }

    /** @param version one of those that the views were filled with */
    void admission(int version) {
        String digest = Sha256Digest.of(Integer.toString(version).getBytes(StandardCharsets.UTF_8))
                .value();
        if (!admitted("filled-" + version / 10, digest)) {
            throw new IllegalStateException("Version " + version + " should be admitted");
        }
    }

    /** @param deployment one of those that the graph was filled with; with its whole upstream */
    void trace(int deployment) {
        String node = "deployment:" + new UUID(0x4000L, Long.MIN_VALUE | deployment);
        JsonNode graph = new Api(endpoints.lineage(), () -> token("mia"))
                .get("/api/v1/graph?direction=UPSTREAM&depth=50&node=" + Api.escaped(node));
        int least = 8 + 7 * (deployment % 10);
        if (graph.path("nodes").size() < least || !graph.path("partial").isEmpty()) {
            throw new IllegalStateException("The trace of " + node + " is not whole: " + graph);
        }
    }

    @Override
    public void close() {
        standalone.close();
    }
}
