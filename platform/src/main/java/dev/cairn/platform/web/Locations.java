package dev.cairn.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says in {@code Location} where something is for the caller: behind the prefix at which a gateway shows this service. */
final class Locations extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String prefix = request.getContextPath();
        chain.doFilter(request, prefix.isEmpty() ? response : new Prefixed(response, prefix));
    }

    private static final class Prefixed extends HttpServletResponseWrapper {
        private final String prefix;

        private Prefixed(HttpServletResponse response, String prefix) {
            super(response);
            this.prefix = prefix;
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, prefixed(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, prefixed(name, value));
        }

        private String prefixed(String name, String value) {
            return name.equalsIgnoreCase(HttpHeaders.LOCATION) && value.startsWith("/") ? prefix + value : value;
        }
    }
}
