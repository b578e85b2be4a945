package dev.cairn.cli.remote;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What to do next in the words of the command line, where a service says it in those of its API. */
public final class Advice {

    private static final String TYPE = "https://cairn.dev/problems/";
    private static final String LIST_VERSIONS =
            "cairn versions MODEL lists what there is; what was registered a moment ago may not have arrived yet";
    private static final String UNPARK =
            "An administrator sees what waits with cairn operations parked, and decides about it with cairn operations";

    private static final Map<String, String> BY_PROBLEM = Map.ofEntries(
            Map.entry("model-unknown", "cairn models lists those that you may see; cairn models create makes one"),
            Map.entry("version-unknown", "cairn versions MODEL lists what there is"),
            Map.entry("version-immutable", "Register another with cairn register, and name this one as its --parent"),
            Map.entry("tag-unknown", "cairn show lists its tags"),
            Map.entry("alias-unknown", "cairn show lists the aliases of a version"),
            Map.entry("not-deprecated", "Deprecate it first, with cairn deprecate"),
            Map.entry(
                    "retirement-too-early",
                    "Wait until that date, or bring it forward with cairn deprecate --until INSTANT"),
            Map.entry("candidate-unknown", LIST_VERSIONS),
            Map.entry("candidate-parked", UNPARK),
            Map.entry("promotion-unknown", "cairn promotions lists those that you may see"),
            Map.entry(
                    "promotion-open",
                    "cairn promotions --state open shows it: have it reviewed, or take it back with cairn withdraw"),
            Map.entry(
                    "gate-failed",
                    "Bring the version to the stage before first with cairn promote, or register one that has what is"
                            + " missing; the rejected request is on record"),
            Map.entry("sign-in-too-old", "Sign in anew with cairn login --fresh, and repeat it"),
            Map.entry("documents-unconfirmed", "Read what is named, and repeat it with --confirm for each"),
            Map.entry("proposal-unknown", "cairn policy STAGE shows which proposal waits"),
            Map.entry("nothing-to-deploy", LIST_VERSIONS),
            Map.entry("target-unknown", "cairn target list shows them; governance registers one with cairn target add"),
            Map.entry("deployment-unknown", "cairn running shows those that run"),
            Map.entry(
                    "deployment-refused",
                    "What was revoked, lapsed or was never approved has to be promoted anew, with cairn promote; the"
                            + " refusal is on record"),
            Map.entry(
                    "deployment-under-way",
                    "Wait until it ends, or tell that it failed with cairn report DEPLOYMENT --failed TEXT"),
            Map.entry("state-differs", "cairn running shows what runs now"),
            Map.entry(
                    "digest-differs",
                    "Report --running with the deployment's own digest when the target runs that, or --failed"),
            Map.entry("nothing-runs", "Deploy a version with cairn deploy"),
            Map.entry(
                    "rollback-impossible",
                    "Name another version that ran there with --to, or deploy one with cairn deploy"),
            Map.entry("model-parked", UNPARK));

    private Advice() {}

    /** What to do where nothing answers at {@code address}: what is on this machine, its user can start. */
    public static String whereNothingAnswers(URI address) {
        return Endpoints.url() == null && Endpoints.isThisMachine(address)
                ? "cairn status shows what does not run, or for a cluster cairn cluster status; where nothing does, start it"
                        + " with: cairn up   (docs/cli.md says how to name another place)"
                : "Look whether the address is right; whoever runs Cairn there knows whether it is up.";
    }

    /** What to do where something takes the call at {@code address} and gives no answer. */
    static String whereNothingComes(URI address) {
        return Endpoints.url() == null && Endpoints.isThisMachine(address)
                ? "Look how it is with cairn status, or for a cluster with cairn cluster status; then try again."
                : "Try again later; whoever runs Cairn there knows how it is.";
    }

    /** The names of the problems that it knows more of than their own words say. */
    public static Set<String> problems() {
        return BY_PROBLEM.keySet();
    }

    /** @param problem as a service answered it; its own words are kept where there are no better ones */
    static @Nullable String of(JsonNode problem) {
        String type = problem.path("type").asString("");
        String known = type.startsWith(TYPE) ? BY_PROBLEM.get(type.substring(TYPE.length())) : null;
        return known == null ? problem.path("next").asString(null) : known;
    }
}
