package dev.cairn.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {

    private static final String EMBEDDED = "an embedded server";
    private static final String CONTAINER = "a container";

    private static String server(ServerChoice choice) {
        return choice.server(() -> CONTAINER, () -> EMBEDDED);
    }

    @Test
    void containersAreTakenWhereTheyCanBeHadAndElseEmbeddedServers() {
        assertThat(server(ServerChoice.make(null, afresh -> Optional.empty()))).isEqualTo(CONTAINER);

        ServerChoice without = ServerChoice.make("", afresh -> Optional.of("no engine listens here"));
        assertThat(server(without)).isEqualTo(EMBEDDED);
        assertThat(without).hasToString("Tests share embedded PostgreSQL and Kafka, because no engine listens here");
    }

    @Test
    void whoAsksForOneGetsThatOrIsToldWhyNot() {
        List<Boolean> asked = new ArrayList<>();
        ServerChoice.Lack lack = afresh -> {
            asked.add(afresh);
            return Optional.of("no engine listens here");
        };

        assertThat(server(ServerChoice.make("embedded", lack))).isEqualTo(EMBEDDED);
        assertThat(asked).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> ServerChoice.make("containers", lack))
                .withMessageContaining("no engine listens here");
        assertThat(asked).containsExactly(true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerChoice.make("docker", lack))
                .withMessageContaining("'containers' or 'embedded'");
    }

    @Test
    void aContainerThatDoesNotStartGivesWayUnlessItWasAskedFor() {
        ServerChoice found = ServerChoice.make(null, afresh -> Optional.empty());
        ServerChoice asked = ServerChoice.make("containers", afresh -> Optional.empty());

        assertThat(found.<String>server(ServerChoiceTest::broken, () -> EMBEDDED))
                .isEqualTo(EMBEDDED);
        assertThatIllegalStateException()
                .isThrownBy(() -> asked.<String>server(ServerChoiceTest::broken, () -> EMBEDDED));
    }

    private static String broken() {
        throw new IllegalStateException("it does not start");
    }
}
