package dev.cairn.platform.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param perMinute how many refusals of one actor are recorded one by one in a minute; the rest are counted */
@ConfigurationProperties("cairn.refusals")
public record RefusalProperties(@DefaultValue("60") int perMinute) {}
