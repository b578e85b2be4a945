package dev.cairn.registry;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Every reason for which the registry says no. */
public enum RegistryRefusal implements RefusalCode {
    MODEL_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such model, or none that you may see",
            "Check the name; ask the model's owner or governance for a grant") {
        /** Also where there is none: whoever guesses names leaves a trace, and learns nothing from leaving one. */
        @Override
        public Recorded recorded() {
            return Recorded.AS_ACCESS_REFUSED;
        }
    },
    MODEL_EXISTS(HttpStatus.CONFLICT, "A model of this name exists", "Choose another name, or register versions of it"),
    NAME_AGAINST_RULE(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The name does not follow this registry's naming rule",
            "Choose a name that follows the rule in the detail"),
    VERSION_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "The model has no such version",
            "List what it has with GET /api/v1/models/{model}/versions"),
    VERSION_IMMUTABLE(
            HttpStatus.CONFLICT,
            "A registered version never changes",
            "Register a new version: 'wayOn' is a manifest that derives from this one; add what you wanted to change") {
        @Override
        public Recorded recorded() {
            return Recorded.AS_CHANGE_REFUSED;
        }
    },
    MANIFEST_INVALID(
            HttpStatus.BAD_REQUEST,
            "The manifest cannot be registered as it is",
            "Correct every fault listed; nothing was registered"),
    LABEL_INVALID(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The label does not follow the model's scheme",
            "Leave the label out to get the next one, or give one that follows the scheme"),
    LABEL_TAKEN(HttpStatus.CONFLICT, "Another version has this label", "Choose another label, or leave it out"),
    NOT_YOURS(
            HttpStatus.FORBIDDEN,
            "You may see this model but not change it",
            "Ask its owner or governance for a grant to write"),
    TAG_GOVERNED(
            HttpStatus.FORBIDDEN,
            "This tag is set by governance only",
            "Ask somebody with the role governance, or use a key that is not governed"),
    TAG_UNKNOWN(HttpStatus.NOT_FOUND, "The version has no such tag", "Its tags stand in GET …/versions/{ref}"),
    ALIAS_UNKNOWN(
            HttpStatus.NOT_FOUND, "The model has no such alias", "Its aliases stand in GET /api/v1/models/{model}"),
    GRANT_UNKNOWN(HttpStatus.NOT_FOUND, "There is no such grant", "The grants stand in GET …/models/{model}/grants"),
    BLOB_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such content, or none that you may see",
            "Upload it with PUT /api/v1/blobs/{sha256}"),
    CONTENT_MISMATCH(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "What arrived is not what was announced",
            "Send it again; nothing of it was kept"),
    UPLOAD_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such upload of yours",
            "Begin a new one with POST /api/v1/uploads; one is kept for a day"),
    UPLOAD_ELSEWHERE(
            HttpStatus.CONFLICT,
            "The part does not continue the upload",
            "Go on where 'offset' says; HEAD of the upload tells it too"),
    CONTENT_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            "The content is over the limit for one artifact",
            "Split it into several artifacts"),
    ARTIFACT_UNKNOWN(
            HttpStatus.NOT_FOUND, "The version has no such artifact", "Its manifest lists the paths of all it has"),
    RANGE_UNSATISFIABLE(
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "The artifact has no such bytes",
            "Ask for one range within the artifact's size"),
    VERSION_RETIRED(
            HttpStatus.GONE,
            "The version was retired",
            "Use another one; its metadata and history stay where they are"),
    DEPRECATION_UNKNOWN(HttpStatus.NOT_FOUND, "The version is not deprecated", "There is nothing to take back"),
    DEPRECATION_PROMISED(
            HttpStatus.FORBIDDEN,
            "The version was promised to be there for longer",
            "Name that date or a later one; the model's owner and governance may bring it forward"),
    NOT_DEPRECATED(
            HttpStatus.CONFLICT,
            "Nothing retires that was not deprecated",
            "Deprecate it with PUT …/deprecation; a date given as 'until' has to pass before it may retire"),
    RETIREMENT_TOO_EARLY(
            HttpStatus.CONFLICT,
            "The version cannot retire yet",
            "Wait until that date, or bring it forward with PUT …/deprecation"),
    RETIREMENT_PENDING(
            HttpStatus.CONFLICT,
            "Somebody asked already whether the version may retire",
            "GET …/retirement shows the answer when it is there"),
    RETIREMENT_UNKNOWN(HttpStatus.NOT_FOUND, "Nobody asked to retire the version", "POST …/retirement asks"),
    SUCCESSOR_UNKNOWN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The successor is no version that you may see",
            "Name a registered version as <model>/<label>, or leave the successor out"),
    SUCCESSOR_ITSELF(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "A version does not succeed itself",
            "Name another version as successor, or leave the successor out"),
    CONTENT_DAMAGED(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The store no longer has what was registered",
            "Do not use what arrived; it is on record, and cairn verify tells more");

    private final Words words;

    RegistryRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
