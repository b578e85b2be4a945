package dev.cairn.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Palmer penguins: 344 birds of three species, measured from 2007 to 2009 near Palmer Station, Antarctica (Gorman,
 * Williams and Fraser 2014, doi:10.1371/journal.pone.0090081; data CC0). Birds with a missing measurement are left out;
 * every fifth of the rest is held out for testing.
 */
final class Penguins {

    static final List<String> MEASUREMENTS =
            List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");

    private final byte[] csv;
    private final List<Penguin> birds;

    private Penguins(byte[] csv, List<Penguin> birds) {
        this.csv = csv;
        this.birds = birds;
    }

    /** @param measurements in the order of {@link #MEASUREMENTS}, in millimetres and grams */
    record Penguin(String species, double[] measurements) {}

    static Penguins load() {
        try (var in = Penguins.class.getResourceAsStream("/demo/penguins.csv")) {
            byte[] csv = in.readAllBytes();
            List<Penguin> birds = new String(csv, StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(fields -> Stream.of(fields).skip(2).limit(4).allMatch(Penguins::measured))
                    .map(Penguins::bird)
                    .toList();
            return new Penguins(csv, birds);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's data set cannot be read", e);
        }
    }

    private static boolean measured(String field) {
        return !field.isEmpty() && !field.equals("NA");
    }

    private static Penguin bird(String[] fields) {
        return new Penguin(
                fields[0],
                Stream.of(fields)
                        .skip(2)
                        .limit(4)
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    /** The data set's file, byte for byte. */
    byte[] csv() {
        return csv.clone();
    }

    List<Penguin> training() {
        return every(false);
    }

    List<Penguin> heldOut() {
        return every(true);
    }

    private List<Penguin> every(boolean fifth) {
        return IntStream.range(0, birds.size())
                .filter(i -> (i % 5 == 0) == fifth)
                .mapToObj(birds::get)
                .toList();
    }
}
