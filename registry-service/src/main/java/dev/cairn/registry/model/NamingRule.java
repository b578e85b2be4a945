package dev.cairn.registry.model;

import static dev.cairn.registry.RegistryRefusal.NAME_AGAINST_RULE;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.problem.Refused;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An organisation's own rule for the names of models, on top of what every name must be.
 *
 * @param pattern a regular expression that the whole name must match
 * @param words the rule as people say it; quoted when a name is refused
 */
@ConfigurationProperties("cairn.registry.naming-rule")
record NamingRule(
        @DefaultValue(".*") Pattern pattern,
        @DefaultValue("any name is allowed") String words) {

    void require(ModelName name) {
        if (!pattern.matcher(name.value()).matches()) {
            throw new Refused(NAME_AGAINST_RULE, "'" + name + "' does not follow the rule: " + words);
        }
    }
}
