package dev.cairn.platform.paging;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param secret signs cursors; at least 16 characters, the same on every instance of a service */
@ConfigurationProperties("cairn.paging")
public record PagingProperties(String secret) {
    @Override
    public String toString() {
        return "PagingProperties[…]";
    }
}
