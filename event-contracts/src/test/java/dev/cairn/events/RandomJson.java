package dev.cairn.events;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of JSON documents that RFC 8785 can carry, written with random white space, escapes, order and number forms. */
final class RandomJson {

    private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n"};
    private static final String ODD = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080öß€\u2028\ud7ff\ue000\ufb33\uffff";

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String next() {
        return object(1);
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < 5 ? 7 : 5)) {
            case 0 -> string(word());
            case 1 -> number();
            case 2 -> Integer.toString(random.nextInt());
            case 3 -> random.nextBoolean() ? "true" : "false";
            case 4 -> "null";
            case 5 -> object(depth + 1);
            default -> array(depth + 1);
        };
    }

    private String object(int depth) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            names.add(word());
        }
        return names.stream()
                .map(name -> space() + string(name) + space() + ":" + space() + value(depth) + space())
                .collect(Collectors.joining(",", "{", space() + "}"));
    }

    private String array(int depth) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> space() + value(depth) + space())
                .collect(Collectors.joining(",", "[", space() + "]"));
    }

    private String number() {
        double number = Double.longBitsToDouble(random.nextLong());
        if (!Double.isFinite(number) || number == 0) {
            return "0";
        }
        BigDecimal digits = new BigDecimal(number).round(new MathContext(1 + random.nextInt(15)));
        return random.nextBoolean() && Math.abs(digits.scale()) < 200 ? digits.toPlainString() : digits.toString();
    }

    private String word() {
        var word = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> word.append(ODD.charAt(random.nextInt(ODD.length())));
                case 1 -> word.appendCodePoint(0x1f300 + random.nextInt(0x200));
                default -> word.append((char) ('a' + random.nextInt(26)));
            }
        }
        return word.toString();
    }

    private String string(String word) {
        var text = new StringBuilder("\"");
        for (char c : word.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(5) == 0) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
