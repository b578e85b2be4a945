package dev.cairn.benchmarks.steady;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installation: for each service the addresses of its instances, and a token for each person.
 *
 * @param services by name: registry, approval, deployment, lineage, audit
 * @param tokens of mia (ml-engineer), lea (reviews for ml), gus (governance), dan (deployer) and ada (auditor)
 */
public record Place(Map<String, List<URI>> services, Map<String, String> tokens) {

    static final List<String> SERVICES = List.of("registry", "approval", "deployment", "lineage", "audit");
    static final List<String> PEOPLE = List.of("mia", "lea", "gus", "dan", "ada");

    /** A standalone on this machine, with its demo's people. */
    public static Place standalone(int portOffset) {
        Endpoints endpoints = Endpoints.standalone(portOffset);
        Map<String, List<URI>> services = new LinkedHashMap<>();
        services.put("registry", List.of(endpoints.registry()));
        services.put("approval", List.of(endpoints.approval()));
        services.put("deployment", List.of(endpoints.deployment()));
        services.put("lineage", List.of(endpoints.lineage()));
        services.put("audit", List.of(endpoints.audit()));
        Map<String, String> tokens = new LinkedHashMap<>();
        var signIn = SignIn.at(endpoints);
        PEOPLE.forEach(person ->
                tokens.put(person, signIn.withPassword(person, person + "-demo").value()));
        return new Place(services, tokens);
    }

    /**
     * @param file properties: {@code registry = http://…,http://…} for each service, and {@code token.mia = …} for each person,
     *     or {@code issuer = http://…} where the demo's people sign in
     */
    static Place from(Path file) throws IOException {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        Map<String, List<URI>> services = new LinkedHashMap<>();
        for (String service : SERVICES) {
            services.put(
                    service,
                    Stream.of(required(settings, service).split("\\s*,\\s*"))
                            .map(URI::create)
                            .toList());
        }
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String person : PEOPLE) {
            String token = settings.getProperty("token." + person);
            tokens.put(
                    person,
                    token != null
                            ? token
                            : new SignIn(URI.create(required(settings, "issuer")))
                                    .withPassword(person, person + "-demo")
                                    .value());
        }
        return new Place(services, tokens);
    }

    private static String required(Properties settings, String key) {
        String value = settings.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The installation's file has no " + key);
        }
        return value;
    }
}
