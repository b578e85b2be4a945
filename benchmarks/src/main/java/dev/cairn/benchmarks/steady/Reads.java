package dev.cairn.benchmarks.steady;

import dev.cairn.benchmarks.steady.Http.Call;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What people and clusters ask of a version that everybody knows. */
final class Reads {

    private static final List<Function<Slot, Call>> KINDS = List.of(
            slot -> get("mia", "registry", "/api/v1/models"),
            slot -> get("mia", "registry", "/api/v1/models/" + slot.model()),
            slot -> get("mia", "registry", "/api/v1/models/" + slot.model() + "/versions"),
            slot -> get("mia", "registry", "/api/v1/models/" + slot.model() + "/versions/" + slot.label()),
            slot -> get(
                    "dan",
                    "registry",
                    "/api/v1/models/" + slot.model() + "/versions/" + slot.label() + "/artifacts/model.bin"),
            slot -> get("mia", "approval", "/api/v1/promotions?model=" + slot.model()),
            slot -> get(
                    "dan", "deployment", "/api/v1/admission/" + slot.model() + "/" + slot.digest() + "?stage=staging"),
            slot -> get("dan", "deployment", "/api/v1/targets/" + slot.target()),
            slot -> get("mia", "lineage", "/api/v1/provenance/" + slot.model() + "/" + slot.label()),
            slot -> get("ada", "audit", "/api/v1/entries?model=" + slot.model()),
            slot -> get("ada", "audit", "/log/checkpoint"));

    private final Random random = new Random(1);

    Call about(Slot slot) {
        return KINDS.get(random.nextInt(KINDS.size())).apply(slot);
    }

    private static Call get(String person, String service, String path) {
        return new Call(person, service, "GET", path, "");
    }
}
