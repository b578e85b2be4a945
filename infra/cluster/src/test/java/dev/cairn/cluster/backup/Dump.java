package dev.cairn.cluster.backup;

import java.nio.file.Path;

/** All services' databases as they were at one moment each. */
public interface Dump {

    /** While everybody works. */
    void take(Server from) throws Exception;

    /** @param into has databases and roles, and nothing in them */
    void load(Server into) throws Exception;

    /**
     * By PostgreSQL's own programs where this build was told where they are ({@code -Dcairn.test.postgres=DIRECTORY}), else by
     * copying the same rows.
     *
     * @param place an empty directory of its own
     */
    static Dump in(Path place) {
        String programs = System.getProperty("cairn.test.postgres", "");
        return programs.isBlank() ? new CopiedTables(place) : new PgDump(place, Path.of(programs));
    }
}
