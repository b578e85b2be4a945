package dev.cairn.cluster.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The commands of docs/backup.md, with the programs of a PostgreSQL 18. */
final class PgDump implements Dump {

    private final Path place;
    private final Path programs;

    PgDump(Path place, Path programs) {
        this.place = place;
        this.programs = programs;
    }

    /** A physical copy too, which has to be whole. */
    @Override
    public void take(Server from) throws IOException {
        run("copy", from);
        run("dump", from);
    }

    @Override
    public void load(Server into) throws IOException {
        run("load", into);
    }

    private void run(String block, Server server) throws IOException {
        Map<String, String> environment = new HashMap<>(server.environment());
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        new Page(place, environment).run(block);
    }
}
