package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrows between modules point inward. Server and agent never know each other: they meet in the HTTP contract only. */
class ArrowTest {
    private static final String ROOT = "org.byway.";

    /** What each module may know beside itself. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "protocol", Set.of(),
            "storage", Set.of("protocol"),
            "picture", Set.of("protocol"),
            "server", Set.of("picture", "storage", "protocol"),
            "agent", Set.of("protocol"),
            "simulator", Set.of("agent", "storage", "protocol"),
            "bench", Set.of("server", "storage", "protocol"),
            "cli", Set.of("agent", "picture", "server", "simulator", "bench", "storage", "protocol"));

    @Test
    void arrowsPointInward() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.byway");
        assertEquals(
                List.of(),
                all.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency ->
                                dependency.getTargetClass().getName().startsWith(ROOT))
                        .filter(ArrowTest::outward)
                        .map(dependency -> dependency.getOriginClass().getName() + " knows "
                                + dependency.getTargetClass().getName())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static boolean outward(Dependency dependency) {
        String from = module(dependency.getOriginClass());
        String to = module(dependency.getTargetClass());
        return !from.equals(to) && !ARROWS.getOrDefault(from, Set.of()).contains(to);
    }

    private static String module(JavaClass type) {
        return type.getName().substring(ROOT.length()).split("\\.", 2)[0];
    }
}
