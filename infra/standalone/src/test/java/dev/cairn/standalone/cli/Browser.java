package dev.cairn.standalone.cli;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser and the person before it do with the address of a sign-in. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private Browser() {}

    /** @return the last page that is shown */
    static String signIn(URI address, String user, String password) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        HttpResponse<String> form = browser.send(
                HttpRequest.newBuilder(address).header("Accept", "text/html").build(), BodyHandlers.ofString());
        Matcher csrf = CSRF.matcher(form.body());
        String token = csrf.find() ? csrf.group(1) : "";
        return browser.send(
                        HttpRequest.newBuilder(address.resolve("/login"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("username=" + user + "&password=" + password + "&_csrf="
                                        + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
