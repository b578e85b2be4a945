package dev.cairn.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {

    private static final Path CHECKOUT = Path.of("/home/mia/models");

    @Test
    void a_uri_stays_as_it_is() {
        assertThat(GitCheckout.uri(CHECKOUT, "ssh://git@example.org:2222/models.git"))
                .isEqualTo("ssh://git@example.org:2222/models.git");
    }

    @Test
    void user_and_password_of_a_web_address_are_left_out() {
        assertThat(GitCheckout.uri(CHECKOUT, "https://mia:secret@example.org/models.git"))
                .isEqualTo("https://example.org/models.git");
    }

    @Test
    void what_follows_the_path_of_an_address_is_left_out() {
        assertThat(GitCheckout.uri(CHECKOUT, "https://example.org/models.git?access_token=SECRET9#main"))
                .isEqualTo("https://example.org/models.git");
        assertThat(GitCheckout.uri(CHECKOUT, "HTTPS://mia:sec@ret@example.org/models.git?token=SECRET9"))
                .isEqualTo("HTTPS://example.org/models.git");
    }

    @Test
    void the_short_form_over_ssh_becomes_a_uri() {
        assertThat(GitCheckout.uri(CHECKOUT, "git@example.org:team/models.git"))
                .isEqualTo("ssh://git@example.org/team/models.git");
    }

    @Test
    void a_path_on_this_machine_becomes_a_file_uri() {
        assertThat(GitCheckout.uri(CHECKOUT, "/srv/git/models.git")).isEqualTo("file:///srv/git/models.git");
        assertThat(GitCheckout.uri(CHECKOUT, "../origin")).isEqualTo("file:///home/mia/origin");
        assertThat(GitCheckout.uri(CHECKOUT, "/srv/größe")).isEqualTo("file:///srv/gr%C3%B6%C3%9Fe");
    }

    @Test
    void only_changes_of_what_git_tracks_make_a_checkout_dirty(@TempDir Path checkout) throws Exception {
        Path code = Files.writeString(checkout.resolve("train.py"), "print(1)");
        git(checkout, "init", "-q");
        git(checkout, "add", "train.py");
        git(checkout, "-c", "user.name=mia", "-c", "user.email=mia@example.org", "commit", "-qm", "The code");

        Files.writeString(checkout.resolve("model.bin"), "weights");
        assertThat(GitCheckout.of(checkout)).map(GitCheckout::dirty).contains(false);

        Files.writeString(code, "print(2)");
        assertThat(GitCheckout.of(checkout)).map(GitCheckout::dirty).contains(true);
    }

    private static void git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void a_directory_that_is_no_checkout_has_no_code_reference() {
        assertThat(GitCheckout.of(Path.of("/"))).isEmpty();
    }
}
