package dev.cairn.cli.deployment;

import dev.cairn.cli.Form;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A deployment as people read it. */
final class DeploymentPage {

    private DeploymentPage() {}

    /** @param deployment as deploy-tracker answers */
    static void print(JsonNode deployment, PrintWriter out, Form form) {
        String id = deployment.path("id").asString();
        form.print(
                out,
                deployment,
                id,
                page -> page.println("Deployment %s of %s at %s is %s, sha256:%s"
                        .formatted(
                                id,
                                deployment.path("version").asString(),
                                deployment.path("target").asString(),
                                state(deployment),
                                deployment.path("digest").asString())));
    }

    private static String state(JsonNode deployment) {
        return deployment.path("state").asString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
