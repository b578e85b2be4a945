package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a service tells Prometheus: its families of meters, and the names of their samples. */
record Scrape(Service service, List<Family> families, TreeSet<String> samples) {
    /** @param name without the suffixes of counters and timers */
    record Family(String name, String kind, String meaning) {}

    static Scrape of(Service service) {
        var answer = RunningStandalone.get(service, "/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, String> meanings = new HashMap<>();
        List<Family> families = new ArrayList<>();
        TreeSet<String> samples = new TreeSet<>();
        for (String line : answer.body().lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                meanings.put(words[2], words.length == 4 ? words[3] : "");
            } else if (line.startsWith("# TYPE ")) {
                families.add(new Family(words[2], words[3], meanings.getOrDefault(words[2], "")));
            } else {
                samples.add(line.split("[{ ]", 2)[0]);
            }
        }
        return new Scrape(service, families, samples);
    }

    /** Those that this project declares. */
    List<Family> own() {
        return families.stream()
                .filter(family -> family.name().startsWith("cairn_"))
                .toList();
    }
}
