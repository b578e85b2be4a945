package dev.cairn.standalone.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Has a person sign in again where that is asked for ({@code prompt=login}, OpenID Connect Core, 3.1.2.1), which Spring
 * Authorization Server passes over: ends the session, and sends on without the word. When somebody signed in stands in the token
 * in any case, so nothing is gained by leaving the word out.
 */
final class FreshSignIn extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getServletPath().equals("/oauth2/authorize") || !"login".equals(request.getParameter("prompt"))) {
            chain.doFilter(request, response);
            return;
        }
        new SecurityContextLogoutHandler()
                .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
        response.sendRedirect(UriComponentsBuilder.fromPath(request.getServletPath())
                .query(request.getQueryString())
                .replaceQueryParam("prompt")
                .build(true)
                .toUriString());
    }
}
