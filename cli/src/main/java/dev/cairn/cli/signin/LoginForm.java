package dev.cairn.cli.signin;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a page that asks for name and password, whoever made the page.
 *
 * @param action where it is sent
 * @param hidden what is sent as it came, such as a token against forgery
 * @param name of the field for the user's name
 * @param password of the field for the password
 */
record LoginForm(URI action, Map<String, String> hidden, String name, String password) {

    private static final Pattern FORM = Pattern.compile("(?is)(<form\\b[^>]*>)(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("(?is)<input\\b[^>]*>");

    /** The first such form; empty where the page has none. */
    static Optional<LoginForm> in(HttpResponse<String> page) {
        return FORM.matcher(page.body())
                .results()
                .flatMap(form -> read(page.uri(), form.group(1), form.group(2)).stream())
                .findFirst();
    }

    private static Optional<LoginForm> read(URI page, String form, String content) {
        Map<String, String> hidden = new LinkedHashMap<>();
        String name = null;
        String password = null;
        for (Matcher input = INPUT.matcher(content); input.find(); ) {
            String field = attribute(input.group(), "name");
            switch (attribute(input.group(), "type")) {
                case "hidden" -> hidden.put(field, attribute(input.group(), "value"));
                case "password" -> password = password == null ? field : password;
                case "text", "email", "" -> name = name == null ? field : name;
                default -> {}
            }
        }
        return name == null || password == null
                ? Optional.empty()
                : Optional.of(new LoginForm(action(page, attribute(form, "action")), hidden, name, password));
    }

    private static URI action(URI page, String written) {
        return written.isEmpty() ? page : page.resolve(written);
    }

    Map<String, String> filled(String user, String secret) {
        Map<String, String> fields = new LinkedHashMap<>(hidden);
        fields.put(name, user);
        fields.put(password, secret);
        return fields;
    }

    /** Empty where the tag has no such attribute. */
    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("(?is)\\s" + name + "\\s*=\\s*(\"([^\"]*)\"|'([^']*)')")
                .matcher(tag);
        if (!matcher.find()) {
            return "";
        }
        String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        return value.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
