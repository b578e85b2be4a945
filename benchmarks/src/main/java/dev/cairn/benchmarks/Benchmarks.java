package dev.cairn.benchmarks;

import dev.cairn.benchmarks.steady.Steady;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs benchmarks and prints their table: all, or those that are named. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Every benchmark, in the order of docs/benchmarks.md. */
    static List<Benchmark> all() {
        return List.of(
                new CreateBenchmark(),
                new RelayBenchmark(),
                new CommitToTopicBenchmark(),
                new InboxBenchmark(),
                new RestoreBenchmark(),
                new UploadBenchmark(),
                new AuditLogBenchmark(),
                new TrailBenchmark());
    }

    /** Ends the process itself: threads of servers that are still stopping do not keep the command waiting. */
    public static void main(String[] arguments) {
        try {
            List<String> asked = List.of(arguments);
            if (!asked.isEmpty() && asked.get(0).equals("steady")) {
                System.exit(Steady.measure(asked.subList(1, asked.size())) ? 0 : 1);
            }
            measure(asked);
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(List<String> arguments) throws Exception {
        List<Benchmark> chosen = new ArrayList<>();
        int rounds = 0;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("--rounds") && i + 1 < arguments.size()) {
                rounds = Integer.parseInt(arguments.get(++i));
            } else {
                chosen.add(named(arguments.get(i)));
            }
        }
        System.out.print(Table.of(run(chosen.isEmpty() ? all() : chosen, rounds)));
    }

    private static Benchmark named(String name) {
        return all().stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no benchmark " + name + "; there are "
                        + all().stream().map(Benchmark::name).collect(Collectors.joining(", "))));
    }

    /** @param rounds of each; 0 for as many as it asks for */
    private static List<Result> run(List<Benchmark> chosen, int rounds) throws Exception {
        List<Result> results = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            int times = rounds > 0 ? rounds : benchmark.rounds();
            List<List<Figure>> figures = new ArrayList<>();
            for (int round = 1; round <= times; round++) {
                System.err.printf("%s, round %d of %d …%n", benchmark.name(), round, times);
                figures.add(benchmark.run(Size.FULL));
                figures.get(round - 1)
                        .forEach(figure ->
                                System.err.printf("    %s: %,.1f %s%n", figure.what(), figure.value(), figure.unit()));
            }
            results.addAll(Result.of(figures));
        }
        return results;
    }
}
