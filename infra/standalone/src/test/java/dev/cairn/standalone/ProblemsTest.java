package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cairn.cli.remote.Advice;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.test.Committed;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason to say no, of all parts and services, beside its page. */
class ProblemsTest {
    /** The enums that list refusals, by their package. */
    private static final List<Class<?>> REFUSALS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.cairn").stream()
                    .filter(type -> type.isAssignableTo(RefusalCode.class))
                    .sorted(Comparator.comparing(JavaClass::getFullName))
                    .<Class<?>>map(JavaClass::reflect)
                    .filter(type -> type.getEnumConstants() != null)
                    .toList();

    private static final Pattern OF_THE_API =
            Pattern.compile("\\b(GET|HEAD|POST|PUT|PATCH)\\b|/api/|/v3/|Idempotency-Key|Authorization");

    /** The command asks for none of this, or asks for it only when it is there. */
    private static final Set<String> NO_COMMAND_MEETS =
            Set.of("grant-unknown", "idempotency-key-reused", "retirement-unknown");

    @Test
    void noTwoRefusalsShareAType() {
        assertThat(REFUSALS).hasSizeGreaterThan(5);
        assertThat(codes().map(RefusalCode::code)).doesNotHaveDuplicates();
    }

    @Test
    void everyRefusalSaysInSentencesWhatToDoNext() {
        assertThat(codes()).allSatisfy(code -> {
            assertThat(code.title()).as(code.code()).matches("[A-Z].*[^.]");
            assertThat(code.next()).as(code.code()).matches("[A-Z'].*[^.]");
            assertThat(code.status().isError()).as(code.code()).isTrue();
        });
    }

    @Test
    void thePageListsThemAll() {
        Committed.isUpToDate(
                Path.of("../../docs/platform/problems.md"),
                PAGE.formatted(REFUSALS.stream().map(ProblemsTest::section).collect(Collectors.joining("\n"))));
    }

    @Test
    void theCommandLineAdvisesAboutProblemsThatThereAre() {
        assertThat(codes().map(RefusalCode::code)).containsAll(Advice.problems());
    }

    @Test
    void theCommandLineSpeaksNoneOfTheApisWords() {
        assertThat(codes().filter(code -> OF_THE_API.matcher(code.next()).find())
                        .map(RefusalCode::code))
                .isSubsetOf(Stream.concat(Advice.problems().stream(), NO_COMMAND_MEETS.stream())
                        .toList());
    }

    private static Stream<RefusalCode> codes() {
        return REFUSALS.stream().flatMap(ProblemsTest::codes);
    }

    private static Stream<RefusalCode> codes(Class<?> refusals) {
        return Stream.of(Objects.requireNonNull(refusals.getEnumConstants())).map(RefusalCode.class::cast);
    }

    private static String section(Class<?> refusals) {
        String rows = codes(refusals)
                .map(code -> "| `%s` | %d | %s | %s | %s |%n"
                        .formatted(code.code(), code.status().value(), code.title(), code.next(), recorded(code)))
                .collect(Collectors.joining());
        return """
                ## %s

                | type | status | what happened | what to do next | on the log |
                |---|---|---|---|---|
                %s""".formatted(refusals.getPackageName().replaceFirst("dev\\.cairn\\.", ""), rows);
    }

    private static String recorded(RefusalCode code) {
        return switch (code.recorded()) {
            case NOT -> code.status().value() == 401 ? "as a sum" : "";
            case AS_ACCESS_REFUSED -> "`AccessRefused`";
            case AS_CHANGE_REFUSED -> "`ChangeRefused`";
        };
    }

    private static final String PAGE = """
            # Problems

            Made from the code; `./mvnw -pl infra/standalone -am test -Dtest=ProblemsTest -Dsurefire.failIfNoSpecifiedTests=false
            -Dcairn.write=true` writes it.

            Whatever is refused is answered as `application/problem+json` (RFC 9457). Its `type` is
            `https://cairn.dev/problems/` and a name of this page; the name is stable, so programs may rely on it. `title` is the
            same each time, `detail` says what was wrong this time, `next` what to do. Where the refusal is on the log, `instance`
            is `urn:uuid:` and the event's id. Each reason is one constant of an enum in the part that refuses
            ([RefusalCode](../../platform/src/main/java/dev/cairn/platform/problem/RefusalCode.java)); a failure that nobody
            foresaw is `unexpected` and tells nothing of the inside. Once an answer has begun, there is no problem any more: the
            connection is closed instead, so that a broken download never looks complete.

            Refusals before anybody is known, and those past one actor's rate (60 a minute), are counted and put on the log as
            sums once a minute, so that nobody fills it by knocking.

            %s""";
}
