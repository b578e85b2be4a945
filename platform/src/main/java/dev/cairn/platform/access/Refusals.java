package dev.cairn.platform.access;

import static dev.cairn.platform.problem.RefusalCode.Recorded.AS_CHANGE_REFUSED;
import static dev.cairn.platform.problem.RefusalCode.Recorded.NOT;

import dev.cairn.events.access.AccessEvent;
import dev.cairn.events.access.AccessEvent.AccessRefused;
import dev.cairn.events.access.AccessEvent.ChangeRefused;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.CallerParameter;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.RefusalLog;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.RequestCause;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Puts refusals on the log, each in a transaction of its own: one by one for callers who are known, as sums before
 * authentication and past one actor's rate, so that nobody can fill the log by knocking.
 */
final class Refusals implements RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final EventStore store;
    private final RequestCause causes;
    private final RefusalRate rate;
    private final RefusalCounts counts;

    Refusals(EventStore store, RequestCause causes, RefusalRate rate, RefusalCounts counts) {
        this.store = store;
        this.causes = causes;
        this.rate = rate;
        this.counts = counts;
    }

    @Override
    public Optional<UUID> record(Refused refused, HttpServletRequest request) {
        RefusalCode code = refused.code();
        if (code.status() == HttpStatus.UNAUTHORIZED) {
            counts.add(code.code());
            return Optional.empty();
        }
        if (code.recorded() == NOT) {
            return Optional.empty();
        }
        Caller caller = CallerParameter.current().orElse(null);
        if (caller == null || !rate.allows(caller.actor())) {
            counts.add(code.code());
            return Optional.empty();
        }
        return append(code, caller, request);
    }

    private Optional<UUID> append(RefusalCode code, Caller caller, HttpServletRequest request) {
        UUID id = UUID.randomUUID();
        try {
            store.append(event(id, code, request), causes.of(caller, request));
            return Optional.of(id);
        } catch (RuntimeException e) {
            // The caller is refused either way; that it could not be written down is itself counted and written down.
            log.error(
                    "A refusal ({}) of {} could not be recorded; it is counted instead",
                    code.code(),
                    caller.actor(),
                    e);
            counts.add(code.code());
            return Optional.empty();
        }
    }

    private static AccessEvent event(UUID id, RefusalCode code, HttpServletRequest request) {
        String operation = request.getMethod() + " "
                + Optional.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                        .orElse("an unknown address");
        ModelName model = model(request);
        return code.recorded() == AS_CHANGE_REFUSED
                ? new ChangeRefused(id, operation, model, target(request), code.code())
                : new AccessRefused(id, operation, model, code.code());
    }

    private static String target(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.length() > 512 ? path.substring(0, 512) : path;
    }

    /** The route's {@code {model}}, where it has one that is a name. */
    private static @Nullable ModelName model(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> map && map.get("model") instanceof String name) {
            try {
                return new ModelName(name);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }
}
