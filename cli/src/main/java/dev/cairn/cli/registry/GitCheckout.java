package dev.cairn.cli.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code that a version was trained with, as git knows it.
 *
 * @param repository the address of its origin as an absolute URI without user, password and query, where secrets may stand;
 *     or where it lies when it has none
 * @param commit the commit that is checked out
 * @param dirty whether files of the commit were changed since; what git does not track, such as the trained model, is no code
 */
public record GitCheckout(String repository, String commit, boolean dirty) {

    private static final Pattern OVER_SSH = Pattern.compile("(?<host>[^/:]+):/?(?<path>.+)");

    /** What {@code directory} is a checkout of; empty when it is none, or git is missing. */
    public static Optional<GitCheckout> of(Path directory) {
        Optional<String> commit = git(directory, "rev-parse", "HEAD");
        Optional<String> origin = git(directory, "remote", "get-url", "origin");
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        boolean dirty = git(directory, "status", "--porcelain", "--untracked-files=no")
                .map(text -> !text.isEmpty())
                .orElse(false);
        return Optional.of(new GitCheckout(
                origin.map(address -> uri(directory, address)).orElseGet(() -> fileUri(directory)),
                commit.get(),
                dirty));
    }

    /**
     * What git takes as an address, as a URI: git also takes {@code user@host:path} and a path on this machine, as
     * gitremote-helpers(7) and git-clone(1) say, and tells them apart by a ':' before the first '/'.
     *
     * @param directory what a relative path starts from
     */
    static String uri(Path directory, String address) {
        if (address.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            return address.replaceFirst("[?#].*", "").replaceFirst("^(?i)(https?://)[^/]*@", "$1");
        }
        Matcher overSsh = OVER_SSH.matcher(address);
        if (overSsh.matches()) {
            return "ssh://" + overSsh.group("host") + "/" + overSsh.group("path");
        }
        return fileUri(directory.resolve(address));
    }

    private static String fileUri(Path path) {
        return path.toAbsolutePath().normalize().toUri().toASCIIString();
    }

    private static Optional<String> git(Path directory, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
            command.addAll(List.of(arguments));
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
