package dev.cairn.benchmarks.steady;

import dev.cairn.benchmarks.steady.Meters.Series;
import dev.cairn.standalone.Standalone;
import dev.cairn.test.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.util.FileSystemUtils;

/**
 * {@code benchmarks/run steady [--minutes 10] [--rate 100] [--at FILE]}: as many writes and reads a second for so long, against
 * the installation that the file names ({@link Place#from}) or a standalone of its own; then whether anything was refused, grew, or
 * fell behind.
 */
public final class Steady {

    private static final int PORT_OFFSET = 12_700;
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** For each write a second: a version takes some twenty seconds for ten writes. */
    private static final int MODELS = 3;

    private static final int PROPAGATION = 5;

    private final Place place;
    private final int perSecond;
    private final Duration duration;
    private final Duration interval;

    /** @param interval what is looked at often is kept once for each */
    Steady(Place place, int perSecond, Duration duration, Duration interval) {
        this.place = place;
        this.perSecond = perSecond;
        this.duration = duration;
        this.interval = interval;
    }

    /** @return whether nothing was refused, grew, or fell behind */
    public static boolean measure(List<String> arguments) throws Exception {
        int minutes = 10;
        int rate = 100;
        Path at = null;
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--minutes" -> minutes = Integer.parseInt(value);
                case "--rate" -> rate = Integer.parseInt(value);
                case "--at" -> at = Path.of(value);
                default -> throw new IllegalArgumentException("There are --minutes, --rate and --at");
            }
        }
        if (at != null) {
            return measure(Place.from(at), rate, Duration.ofMinutes(minutes));
        }
        Path directory = TestService.temporaryDirectory("benchmark-steady");
        Standalone standalone = Standalone.start(directory.resolve("data"), PORT_OFFSET);
        try {
            return measure(Place.standalone(PORT_OFFSET), rate, Duration.ofMinutes(minutes));
        } finally {
            standalone.close();
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static boolean measure(Place place, int rate, Duration duration) throws Exception {
        Report report = new Steady(place, rate, duration, Duration.ofMinutes(1)).run(MODELS * rate, PROPAGATION);
        System.out.print(report.text());
        return report.objections().isEmpty();
    }

    /** With so many models, and so many seconds for what one service says to be known by the others. */
    Report run(int models, int propagation) throws Exception {
        var load = new SteadyLoad(new Http(place));
        load.prepare(models, propagation);
        var meters = new Meters(place);
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> load.run(duration, perSecond));
        long ends = System.nanoTime() + interval.toNanos();
        while (!work.isDone()) {
            meters.look();
            if (System.nanoTime() - ends >= 0) {
                ends += interval.toNanos();
                show(meters.endInterval(), load);
            }
            Thread.sleep(Math.min(LOOK.toMillis(), interval.toMillis() / 2));
        }
        work.join();
        return new Report(load, meters.kept(), interval);
    }

    private static void show(Map<Series, Double> interval, SteadyLoad load) {
        List<String> lines = new ArrayList<>();
        interval.forEach((series, value) ->
                lines.add(String.format(Locale.ROOT, "  %-18s %-36s %,.1f", series.instance(), series.meter(), value)));
        lines.sort(String::compareTo);
        System.err.printf(
                "%,d writes, %,d reads, %d problems%n%s%n",
                load.writes().count(),
                load.reads().count(),
                load.writes().problems().size() + load.reads().problems().size(),
                String.join("\n", lines));
    }
}
