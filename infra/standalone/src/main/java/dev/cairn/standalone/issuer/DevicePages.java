package dev.cairn.standalone.issuer;

import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages on which a person signs in a command that runs on another machine, by the code that it shows. */
@RestController
final class DevicePages {

    static final String CODE = "/device";
    static final String CONFIRM = "/device/confirm";
    static final String DONE = "/device/done";
    static final String REFUSED = "/device/refused";

    @GetMapping(path = CODE, produces = MediaType.TEXT_HTML_VALUE)
    String code(@RequestParam(name = "user_code", defaultValue = "") String code) {
        return page("""
                <form action="/oauth2/device_verification">
                  <label>The code that the command shows <input name="user_code" value="%s" autofocus></label>
                  <button>Go on</button>
                </form>""".formatted(HtmlUtils.htmlEscape(code)));
    }

    /** A link that leads here signs nobody in: the state is known to this page only, and a person has to press the button. */
    @GetMapping(path = CONFIRM, produces = MediaType.TEXT_HTML_VALUE)
    String confirm(
            Principal person,
            @RequestParam(name = "client_id") String client,
            @RequestParam(name = "user_code") String code,
            @RequestParam String scope,
            @RequestParam String state) {
        String given = hidden("client_id", client) + hidden("user_code", code) + hidden("state", state);
        return page("""
                <p>A command on some machine shows the code <b>%s</b>. Is it yours, and may it act as <b>%s</b>?
                   Nobody else has a reason to give you that code.</p>
                <form action="/oauth2/device_verification" method="post">%s%s<button>Yes, it is mine</button></form>
                <form action="/oauth2/device_verification" method="post">%s<button>No</button></form>""".formatted(
                        HtmlUtils.htmlEscape(code),
                        HtmlUtils.htmlEscape(person.getName()),
                        given,
                        hidden("scope", scope),
                        given));
    }

    @GetMapping(path = DONE, produces = MediaType.TEXT_HTML_VALUE)
    String done() {
        return page("<p>Signed in; you can close this window.</p>");
    }

    @GetMapping(path = REFUSED, produces = MediaType.TEXT_HTML_VALUE)
    String refused() {
        return page("<p>Nothing was signed in: you said no, or nothing waits for that code any more.</p>");
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + HtmlUtils.htmlEscape(value) + "\">";
    }

    private static String page(String content) {
        return "<!DOCTYPE html><html lang=\"en\"><title>Cairn</title><body>" + content + "</body></html>";
    }
}
