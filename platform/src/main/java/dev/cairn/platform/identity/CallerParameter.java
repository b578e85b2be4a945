package dev.cairn.platform.identity;

import static dev.cairn.platform.problem.EdgeRefusal.TOKEN_INVALID;

import dev.cairn.events.types.Actor;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controller methods the {@link Caller} that the verified token speaks of. */
public final class CallerParameter implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return current().orElseThrow(() -> new IllegalStateException("An open path has no caller"));
    }

    /**
     * Who calls in this thread; empty before authentication.
     *
     * @throws Refused when the token's claims cannot be an actor
     */
    public static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? Optional.of(caller(token.getToken()))
                : Optional.empty();
    }

    private static Caller caller(Jwt token) {
        try {
            String owner = token.getClaimAsString("owner");
            List<String> roles =
                    Optional.ofNullable(token.getClaimAsStringList("roles")).orElse(List.of());
            return new Caller(
                    new Actor(token.getClaimAsString("iss"), Objects.requireNonNull(token.getSubject())),
                    owner == null ? null : Actor.of(owner),
                    Set.copyOf(roles),
                    token.getClaimAsInstant("auth_time"));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    TOKEN_INVALID,
                    "The token's subject, owner or time of sign-in cannot be recorded: " + e.getMessage());
        }
    }
}
