package dev.cairn.platform.configuration;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses to start with a setting under {@code cairn.} that no part of the service reads: it is a typing error, and what was
 * meant would silently stay at its default. The process's own properties and environment are not judged.
 */
final class UnknownSettings implements SmartInitializingSingleton {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("cairn");

    private final ApplicationContext context;
    private final ConfigurableEnvironment environment;

    UnknownSettings(ApplicationContext context, ConfigurableEnvironment environment) {
        this.context = context;
        this.environment = environment;
    }

    /** @throws UnknownSetting when there is one */
    @Override
    public void afterSingletonsInstantiated() {
        List<ConfigurationPropertiesBean> parts = ConfigurationPropertiesBean.getAll(context).values().stream()
                .filter(part -> prefix(part).equals(ROOT) || ROOT.isAncestorOf(prefix(part)))
                .toList();
        Set<String> unknown = new TreeSet<>();
        parts.forEach(part -> unknown.addAll(unbound(part)));
        unknown.addAll(outside(parts.stream().map(UnknownSettings::prefix).toList()));
        if (!unknown.isEmpty()) {
            throw new UnknownSetting(
                    unknown,
                    parts.stream().map(part -> prefix(part) + ".*").sorted().toList());
        }
    }

    private static ConfigurationPropertyName prefix(ConfigurationPropertiesBean part) {
        return ConfigurationPropertyName.of(part.getAnnotation().prefix());
    }

    private Set<String> unbound(ConfigurationPropertiesBean part) {
        try {
            Bindable<?> target = part.asBindTarget();
            Binder.get(environment)
                    .bind(
                            prefix(part),
                            Bindable.of(target.getType()).withBindMethod(target.getBindMethod()),
                            new NoUnboundElementsBindHandler(
                                    new IgnoreTopLevelConverterNotFoundBindHandler(),
                                    new UnboundElementsSourceFilter()));
            return Set.of();
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException found) {
                return found.getUnboundProperties().stream()
                        .map(ConfigurationProperty::getName)
                        .map(Object::toString)
                        .collect(Collectors.toSet());
            }
            throw e;
        }
    }

    /** Settings under {@code cairn.} that lie below no part's prefix. */
    private Set<String> outside(List<ConfigurationPropertyName> prefixes) {
        var judged = new UnboundElementsSourceFilter();
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(judged::apply)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
                .filter(ROOT::isAncestorOf)
                .filter(name -> prefixes.stream().noneMatch(prefix -> prefix.isAncestorOf(name)))
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    /** Its message names the settings and where known ones are. */
    static final class UnknownSetting extends IllegalStateException {
        UnknownSetting(Set<String> unknown, List<String> known) {
            super("Nothing reads the setting " + String.join(", ", unknown) + "; correct or remove it. Known are "
                    + String.join(", ", known));
        }
    }
}
