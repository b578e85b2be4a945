package dev.cairn.cli.demo;

import dev.cairn.cli.ShellPath;
import dev.cairn.cli.registry.VersionReference;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.standalone.StandaloneProcess;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What somebody who has seen the demo may try on what it left running; a test pastes each into a shell.
 *
 * @param revoked digest of the version whose approval was revoked
 * @param deployment what runs now
 * @param weights digest of the weights that run now
 */
record NextSteps(String model, String revoked, String deployment, String weights) {

    private static final String DEFAULT_PORTS = "0";

    static NextSteps of(Api registry, String revoked, JsonNode running) {
        var version = new VersionReference(running.path("version").asString());
        String weights = registry.get(version.path())
                .path("manifest")
                .path("artifacts")
                .valueStream()
                .filter(artifact -> artifact.path("role").asString().equals("weights"))
                .map(artifact -> artifact.path("digest").asString())
                .findFirst()
                .orElseThrow();
        return new NextSteps(
                version.model(),
                registry.get(new VersionReference(revoked).path())
                        .path("digest")
                        .asString(),
                running.path("deployment").asString(),
                weights);
    }

    void print(PrintWriter out, StandaloneProcess standalone) {
        print(out, standalone, System.getenv());
    }

    void print(PrintWriter out, StandaloneProcess standalone, Map<String, String> environment) {
        String data = ShellPath.of(standalone.data());
        out.println("""
                Cairn keeps running; ./%s stops it, and the data stay.
                Three things to try, signed in as Ada, who audits:

                %s    ./cairn login --user ada --password ada-demo

                May the version run that was revoked, and retired since? A cluster asks by digest;
                exit code 1 says no:

                    REVOKED=%s
                    ./cairn admission %s $REVOKED --stage prod

                Where does what runs in production come from, and who allowed it?

                    ./cairn lineage deployment:%s

                Be the insider, and add a byte to the weights that run. Cairn says what was altered.

                    WEIGHTS=$(ls %s/artifacts/blobs/*/%s*/content)
                    chmod u+w "$WEIGHTS" && echo >> "$WEIGHTS"
                    ./cairn verify

                It stays altered. To begin anew, stop Cairn, then remove %s.
                """.formatted(
                        standalone.call("down"),
                        ports(standalone, environment),
                        revoked,
                        model,
                        deployment,
                        data,
                        weights.substring(0, 12),
                        data));
    }

    /** Where it was told among what others have; altering their data is no step to try. */
    void printAt(PrintWriter out, URI url) {
        out.println("""
                What the story registered stays at %s.
                Two things to try, signed in as Ada, who audits:

                    export CAIRN_URL=%s
                    ./cairn login --user ada --password ada-demo

                May the version run that was revoked, and retired since? A cluster asks by digest;
                exit code 1 says no:

                    REVOKED=%s
                    ./cairn admission %s $REVOKED --stage prod

                Where does what runs in production come from, and who allowed it?

                    ./cairn lineage deployment:%s

                One chapter is missing: insiders who alter an artifact, a row and a topic. That takes the
                disks; without --url, the demo does it to a copy of a standalone's data on this machine.
                """.formatted(url, url, revoked, model, deployment));
    }

    /** Whoever pastes the lines may do it in another shell, which was told of no ports. */
    private static String ports(StandaloneProcess standalone, Map<String, String> environment) {
        String offset = Integer.toString(standalone.portOffset());
        String told = environment.getOrDefault("CAIRN_PORT_OFFSET", DEFAULT_PORTS);
        return offset.equals(DEFAULT_PORTS) && told.equals(DEFAULT_PORTS)
                ? ""
                : "    export CAIRN_PORT_OFFSET=" + offset + "\n";
    }
}
