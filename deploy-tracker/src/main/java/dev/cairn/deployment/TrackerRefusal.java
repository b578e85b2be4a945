package dev.cairn.deployment;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Every reason for which deploy-tracker says no. */
public enum TrackerRefusal implements RefusalCode {
    NOTHING_TO_DEPLOY(
            HttpStatus.NOT_FOUND,
            "There is no such model or version, or none that you may see",
            "Check the name; what was registered a moment ago may not have arrived yet; ask the model's owner for a grant") {
        /** Also where there is none: whoever guesses names leaves a trace, and learns nothing from leaving one. */
        @Override
        public Recorded recorded() {
            return Recorded.AS_ACCESS_REFUSED;
        }
    },
    TARGET_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such target",
            "GET /api/v1/targets lists them; governance registers one with POST /api/v1/targets"),
    TARGET_EXISTS(
            HttpStatus.CONFLICT,
            "Another target has this name",
            "Choose another name, or deploy to the one that is there"),
    DEPLOYMENT_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such deployment, or none that you may see",
            "GET /api/v1/deployments lists those that you may see"),
    DEPLOYMENT_REFUSED(
            HttpStatus.CONFLICT,
            "The deployment may not start",
            "The detail says why; what was revoked, lapsed or was never approved has to be promoted anew, POST"
                    + " /api/v1/promotions at approval; the refusal is on record as the deployment that 'deployment' names"),
    DEPLOYMENT_UNDER_WAY(
            HttpStatus.CONFLICT,
            "Another deployment of the model to the target is under way",
            "Wait until it ends, or report that it failed with POST /api/v1/deployments/{id}/status"),
    ALREADY_RUNS(HttpStatus.CONFLICT, "That is what runs there", "Nothing has to be done"),
    STATE_DIFFERS(
            HttpStatus.CONFLICT,
            "The deployment is in another state",
            "GET /api/v1/deployments/{id} shows where it is and what took its place"),
    DIGEST_DIFFERS(
            HttpStatus.CONFLICT,
            "What runs is not what is being deployed",
            "Report RUNNING when the target runs the deployment's digest, or FAILED when it will not"),
    NOTHING_RUNS(
            HttpStatus.CONFLICT,
            "Nothing of the model runs at the target",
            "Deploy a version with POST /api/v1/deployments"),
    ROLLBACK_IMPOSSIBLE(
            HttpStatus.CONFLICT,
            "There is nothing to roll back to",
            "Name another version that ran there with 'to', or deploy one with POST /api/v1/deployments"),
    MODEL_PARKED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "What is known of the model may be out of date",
            "An administrator looks at GET /api/v1/parked-keys, and retries or discards what waits");

    private final Words words;

    TrackerRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
