package dev.cairn.approval;

import dev.cairn.events.types.Stage;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads stages in addresses as they are written everywhere else; Spring would read an enum by its constants' names. */
@Configuration(proxyBeanMethods = false)
class StageParameters implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Stage.class, Stage::of);
    }
}
