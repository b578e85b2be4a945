package dev.cairn.cli.remote;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What to do next in the words of the command line, where a service says it in those of its API. */
public final class Advice {

    private static final String TYPE = "https://cairn.dev/problems/";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String LIST_VERSIONS =
            "cairn versions MODEL lists what there is; what was registered a moment ago may not have arrived yet";
    private static final String SIGN_IN = "Sign in with: cairn login";
    private static final String UNPARK =
            "An administrator sees what waits with cairn operations parked, and decides about it with cairn operations";

    private static final String REGISTER_AGAIN = "Register again: what is there is not sent twice";

    /** Each command has an idempotency key of its own, so what keeps it from being done twice is what it is about. */
    private static final String IT_MAY_BE_DONE =
            "It may have been done all the same: to register, review or deploy again does nothing twice; before you repeat"
                    + " another command, look with cairn history, cairn promotions or cairn running";

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
            Map.entry("model-parked", UNPARK),
            Map.entry("blob-unknown", REGISTER_AGAIN),
            Map.entry("upload-unknown", REGISTER_AGAIN),
            Map.entry("upload-elsewhere", REGISTER_AGAIN),
            Map.entry("retirement-pending", "Wait until it is answered: cairn versions MODEL shows what is retired"),
            Map.entry("verification-unknown", "Start another with cairn verify"),
            Map.entry("key-not-parked", "cairn operations parked lists topic and key of all that are"),
            Map.entry("request-malformed", "Correct what is named; cairn COMMAND --help shows what it takes"),
            Map.entry("token-missing", SIGN_IN),
            Map.entry("token-invalid", SIGN_IN));

    /** Where nobody can tell whether what was to be changed is changed. */
    private static final Map<String, String> OF_UNKNOWN_OUTCOME = Map.of(
            "unavailable", "Try again in a few seconds",
            "unexpected", "Tell whoever runs Cairn what you did and when");

    private Advice() {}

    /** What to do where nothing answers at {@code address}: what is on this machine, its user can start. */
    public static String whereNothingAnswers(URI address) {
        return Endpoints.url() == null && Endpoints.isThisMachine(address)
                ? "cairn status shows what does not run, or for a cluster cairn cluster status; where nothing does, start it"
                        + " with: cairn up   (docs/cli.md says how to name another place)"
                : "Look whether the address is right; whoever runs Cairn there knows whether it is up";
    }

    /** Where to look when something takes the call at {@code address} and gives no answer. */
    static String whereNothingComes(URI address) {
        return Endpoints.url() == null && Endpoints.isThisMachine(address)
                ? "Look how it is with cairn status, or for a cluster with cairn cluster status, and try again"
                : "Try again later; whoever runs Cairn there knows how it is";
    }

    /**
     * What to do where no answer tells whether it was done.
     *
     * @param first to do in any case
     * @param method of the request; only reading changes nothing
     */
    static String whereNobodyKnows(String first, String method) {
        return READING.contains(method) ? first : first + ". " + IT_MAY_BE_DONE;
    }

    /** The names of the problems that it knows more of than their own words say. */
    public static Set<String> problems() {
        return Stream.concat(BY_PROBLEM.keySet().stream(), OF_UNKNOWN_OUTCOME.keySet().stream())
                .collect(Collectors.toSet());
    }

    /**
     * @param problem as a service answered it; its own words are kept where there are no better ones
     * @param method of the request
     */
    static @Nullable String of(JsonNode problem, String method) {
        String type = problem.path("type").asString("");
        String name = type.startsWith(TYPE) ? type.substring(TYPE.length()) : "";
        return OF_UNKNOWN_OUTCOME.containsKey(name)
                ? whereNobodyKnows(OF_UNKNOWN_OUTCOME.get(name), method)
                : BY_PROBLEM.getOrDefault(name, problem.path("next").asString(null));
    }
}
