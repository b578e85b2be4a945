package dev.cairn.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what at a service: a row for each operation, a column for each kind of caller, and a letter where they meet. Each
 * letter is one request that a test makes.
 */
public final class RolesTable {

    private final List<String> things;
    private final Map<String, String> callers;
    private final List<Row> rows;

    private RolesTable(List<String> things, Map<String, String> callers, List<Row> rows) {
        this.things = things;
        this.callers = callers;
        this.rows = rows;
    }

    /**
     * An operation.
     *
     * @param body as the table has it; {@code -} for none
     * @param letters by what the operation is about, those of all callers in their order
     */
    public record Row(String method, String path, String body, Map<String, String> letters) {
        public String operation() {
            return method + " " + path.replaceAll("\\?.*", "");
        }
    }

    /** Makes the request of a cell and says how it ended. */
    public interface Request {
        /**
         * @param thing what the operation is about
         * @param token of the caller
         */
        char letter(Row row, String thing, String token);
    }

    /**
     * Reads a table whose lines are: method, path, body, and letters for each of {@code things}.
     *
     * @param things what operations are about, such as {@code OPEN} and {@code RESTRICTED}
     * @param callers what each is called, and its token, in the order of the columns
     */
    public static RolesTable of(List<String> things, Map<String, String> callers, String table) {
        return new RolesTable(
                things,
                callers,
                table.lines().map(line -> row(things, line.split(" +"))).toList());
    }

    private static Row row(List<String> things, String[] cells) {
        List<String> letters = Arrays.asList(cells).subList(3, cells.length);
        assertThat(letters).as(String.join(" ", cells)).hasSameSizeAs(things);
        Map<String, String> byThing = new LinkedHashMap<>();
        things.forEach(thing -> byThing.put(thing, letters.get(byThing.size())));
        return new Row(cells[0], cells[1], cells[2], byThing);
    }

    public Stream<Row> rows() {
        return rows.stream();
    }

    /** No operation may come to be that nobody has decided about. */
    public void requireRowFor(RequestMappingHandlerMapping mappings) {
        Set<String> operations = mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.startsWith("/log/"))
                        .flatMap(path -> methods(mapping).map(method -> method + " " + path)))
                .collect(Collectors.toSet());
        assertThat(rows.stream().map(Row::operation).distinct()).containsExactlyInAnyOrderElementsOf(operations);
    }

    /** A mapping that names no method answers to any. */
    private static Stream<String> methods(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(RequestMethod::name);
    }

    /** Every caller makes the row's request about each thing. */
    public void walk(Row row, Request request) {
        for (String thing : things) {
            var letters = new StringBuilder();
            callers.forEach((caller, token) -> letters.append(request.letter(row, thing, token)));
            assertThat(letters.toString())
                    .as("%s, %s, for %s", row.operation(), thing, callers.keySet())
                    .isEqualTo(row.letters().get(thing));
        }
    }

    /**
     * A where the caller was let in (whatever then came of the request), R where they were refused, H where the thing is hidden
     * as if it were not there.
     *
     * @param refused the problems by which a caller is refused
     * @param hidden the problems by which a thing is hidden
     */
    public static char letter(Answer answer, Set<String> refused, Set<String> hidden) {
        assertThat(answer.status()).as(answer.toString()).isLessThan(500);
        if (answer.status() < 400) {
            return 'A';
        }
        return hidden.contains(answer.code()) ? 'H' : refused.contains(answer.code()) ? 'R' : 'A';
    }
}
