package dev.cairn.platform.identity;

import dev.cairn.events.types.Actor;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, from the verified token of the request; a parameter of any controller method.
 *
 * @param actor issuer and subject
 * @param owner the person answerable for a machine account; absent for people
 * @param roles the {@code roles} claim, words that this version does not know included
 * @param signedIn when the person proved who they are ({@code auth_time}); absent where the token does not say
 */
public record Caller(
        Actor actor,
        @Nullable Actor owner,
        Set<String> roles,
        @Nullable Instant signedIn) {

    public boolean has(Role role) {
        return roles.contains(role.claim());
    }

    /** Whether the caller may review in a role that policies name, as in {@code approver:risk}. */
    public boolean approvesAs(String role) {
        return roles.contains("approver:" + role);
    }

    public boolean hasAny(Role... any) {
        for (Role role : any) {
            if (has(role)) {
                return true;
            }
        }
        return false;
    }
}
