package dev.cairn.platform.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;

/** Answers reads with an ETag, and with 304 where the caller has that already. */
public final class ReadTags {

    private ReadTags() {}

    /** @param tag changes whenever the answer does, for example a digest or a sequence; without quotes */
    public static <T> ResponseEntity<T> answer(String tag, T body) {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        if (new ServletWebRequest(attributes.getRequest(), attributes.getResponse()).checkNotModified(tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(CacheControl.maxAge(Duration.ZERO).cachePrivate())
                .body(body);
    }
}
