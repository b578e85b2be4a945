package dev.cairn.cli.demo;

import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import java.util.HashMap;
import java.util.Map;

/** The people of the demo, each signed in with the password that the documentation prints. */
final class People {

    private final Endpoints endpoints;
    private final SignIn signIn;
    private final Map<String, Person> signedIn = new HashMap<>();

    People(Endpoints endpoints) {
        this.endpoints = endpoints;
        this.signIn = SignIn.at(endpoints);
    }

    /** Trains models. */
    Person mia() {
        return person("mia");
    }

    /** Approves, with an eye for the trade. */
    Person lea() {
        return person("lea");
    }

    /** Approves, with an eye for what may go wrong. */
    Person rolf() {
        return person("rolf");
    }

    /** Deploys. */
    Person dan() {
        return person("dan");
    }

    /** Governs: sets policies, says which place is production, and revokes. */
    Person gus() {
        return person("gus");
    }

    /** Audits. */
    Person ada() {
        return person("ada");
    }

    private Person person(String name) {
        return signedIn.computeIfAbsent(
                name,
                it -> new Person(
                        endpoints, signIn.withPassword(it, it + "-demo").value()));
    }

    /** Somebody at each of the services. */
    record Person(Endpoints endpoints, String token) {

        Api registry() {
            return new Api(endpoints.registry(), () -> token);
        }

        Api approval() {
            return new Api(endpoints.approval(), () -> token);
        }

        Api deployment() {
            return new Api(endpoints.deployment(), () -> token);
        }

        Api lineage() {
            return new Api(endpoints.lineage(), () -> token);
        }

        Api audit() {
            return new Api(endpoints.audit(), () -> token);
        }
    }
}
