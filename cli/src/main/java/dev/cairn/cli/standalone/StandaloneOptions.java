package dev.cairn.cli.standalone;

import dev.cairn.cli.remote.Endpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which standalone a command is about. */
public final class StandaloneOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its data directory (default: .cairn/data beside the cairn command).")
    private @Nullable Path data;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "${env:CAIRN_PORT_OFFSET:-0}",
            description = {
                "Added to every port, so that several can run on one machine (default: CAIRN_PORT_OFFSET, or 0).",
                "The other commands find such a one by CAIRN_PORT_OFFSET too."
            })
    private int portOffset;

    public StandaloneProcess process() {
        Path home = Path.of(System.getProperty("cairn.home", ".")).toAbsolutePath();
        return new StandaloneProcess(
                home,
                data == null ? home.resolve(".cairn/data") : data.toAbsolutePath(),
                Endpoints.requireOffset(portOffset));
    }

    public int portOffset() {
        return portOffset;
    }
}
