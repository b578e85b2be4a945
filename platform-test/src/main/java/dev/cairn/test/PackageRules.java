package dev.cairn.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** What holds of each package. */
final class PackageRules {
    /** Fifteen are what a reader keeps in mind, and what a new package aims at; past this many nobody finds anything. */
    private static final int MOST_FILES = 30;

    private PackageRules() {}

    static ArchRule documented() {
        return classes()
                .should(hold(
                        "be in a package whose package-info says @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }

    static ArchRule small() {
        return classes()
                .should(hold(
                        "be in a package of at most " + MOST_FILES + " files",
                        type -> files(type.getPackage()) <= MOST_FILES));
    }

    private static long files(JavaPackage source) {
        return source.getClasses().stream()
                .flatMap(type -> type.getSource().flatMap(Source::getFileName).stream())
                .filter(file -> !file.equals("package-info.java"))
                .distinct()
                .count();
    }

    private static ArchCondition<JavaClass> hold(String what, Predicate<JavaClass> holds) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, holds.test(type), type.getName() + " should " + what));
            }
        };
    }
}
