package dev.cairn.platform.identity;

import dev.cairn.events.types.Actor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, from the verified token of the request; a parameter of any controller method.
 *
 * @param actor issuer and subject
 * @param owner the person answerable for a machine account; absent for people
 * @param roles the {@code roles} claim, words that this version does not know included
 */
public record Caller(Actor actor, @Nullable Actor owner, Set<String> roles) {

    public boolean has(Role role) {
        return roles.contains(role.claim());
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
