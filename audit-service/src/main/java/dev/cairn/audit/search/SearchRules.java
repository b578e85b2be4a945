package dev.cairn.audit.search;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Who may know what an entry says: auditors and governance all of them, everybody what they did themselves. Administrators
 * are not among the first: records name models that are hidden from them.
 */
final class SearchRules {

    private SearchRules() {}

    static boolean mayReadAll(Caller caller) {
        return caller.hasAny(Role.AUDITOR, Role.GOVERNANCE);
    }

    static boolean mayRead(Caller caller, String actor) {
        return mayReadAll(caller) || caller.actor().toString().equals(actor);
    }

    /**
     * The actor whose entries are searched.
     *
     * @return absent for all
     * @throws Refused when the caller asks for somebody else's and may not
     */
    static @Nullable String actor(Caller caller, @Nullable String asked) {
        if (mayReadAll(caller)) {
            return asked;
        }
        String own = caller.actor().toString();
        if (asked != null && !asked.equals(own)) {
            throw new Refused(ROLE_MISSING, "Only the roles auditor and governance search what others did");
        }
        return own;
    }
}
