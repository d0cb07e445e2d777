package org.byway.tidy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The protocol is a function of what it is given: no socket, no file, no clock, no chance, no thread, no environment. */
class PurityTest {
    private static final JavaClasses PROTOCOL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.byway.protocol");

    /** All that the core may speak of. */
    private static final DescribedPredicate<JavaClass> PURE = resideInAPackage("java.lang..")
            .or(resideInAPackage("java.util"))
            .or(resideInAPackage("java.util.function"))
            .or(resideInAPackage("java.util.stream"))
            .or(resideInAPackage("java.util.regex"))
            .or(resideInAPackage("java.math"))
            .or(resideInAPackage("java.nio"))
            .or(resideInAPackage("java.nio.charset"))
            .or(resideInAPackage("java.text"))
            .or(resideInAPackage("java.time.."))
            .or(resideInAPackage("com.google.protobuf.."))
            .or(resideInAPackage("org.bouncycastle.."))
            .or(resideInAPackage("org.byway.protocol.."))
            .or(named("java.util.random.RandomGenerator")) // chance comes in from outside
            .or(named("java.security.MessageDigest"))
            .or(named("java.security.NoSuchAlgorithmException"))
            .or(named("java.security.DigestException"))
            .or(named("java.security.GeneralSecurityException"))
            .or(named("java.io.IOException"))
            .or(named("java.io.UncheckedIOException"))
            .or(named("java.io.InputStream"))
            .or(named("java.io.OutputStream"))
            .or(named("java.io.ByteArrayInputStream"))
            .or(named("java.io.ByteArrayOutputStream"))
            .or(named("java.io.Serializable"))
            .as("pure types");

    private static final DescribedPredicate<JavaClass> IMPURE = named("java.lang.Thread")
            .or(named("java.lang.ThreadLocal"))
            .or(named("java.lang.Runtime"))
            .or(named("java.lang.Process"))
            .or(named("java.lang.ProcessBuilder"))
            .or(named("java.util.Random"))
            .or(named("java.util.SplittableRandom"))
            .or(named("java.util.Timer"))
            .or(named("java.util.Scanner"))
            .or(named("java.util.WeakHashMap"))
            .or(named("java.time.Clock"))
            .or(named("java.time.ZonedDateTime")) // carries a machine's zone too easily
            .as("impure types");

    private static final Set<String> IMPURE_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.System.identityHashCode",
            "java.lang.System.exit",
            "java.lang.System.getLogger",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.Boolean.getBoolean",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Collections.shuffle",
            "java.time.ZoneId.systemDefault",
            "java.nio.charset.Charset.defaultCharset");

    @Test
    void theProtocolSpeaksOfPureTypesOnly() {
        classes()
                .that()
                .resideInAPackage("org.byway.protocol..")
                .should()
                .onlyDependOnClassesThat(PURE.or(componentOf(PURE)))
                .check(PROTOCOL);
        noClasses().should().dependOnClassesThat(IMPURE).check(PROTOCOL);
    }

    @Test
    void theProtocolReadsNoClockNoChanceAndNoEnvironment() {
        noClasses().should().callCodeUnitWhere(target()).check(PROTOCOL);
    }

    @Test
    void theProtocolPrintsNothing() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .check(PROTOCOL);
    }

    private static DescribedPredicate<JavaCall<?>> target() {
        return DescribedPredicate.describe(
                "reads a clock, chance or the environment", call -> impure(call.getTarget()));
    }

    private static boolean impure(CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        return IMPURE_CALLS.contains(owner + "." + target.getName())
                || (owner.startsWith("java.time.") && target.getName().equals("now"))
                || (owner.equals("java.util.random.RandomGenerator")
                        && (target.getName().equals("of") || target.getName().equals("getDefault")));
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(name, type -> type.getName().equals(name));
    }

    /** Arrays of such types, and primitives. */
    private static DescribedPredicate<JavaClass> componentOf(DescribedPredicate<JavaClass> types) {
        return DescribedPredicate.describe(
                "arrays of " + types.getDescription(),
                type -> type.getBaseComponentType().isPrimitive() || types.test(type.getBaseComponentType()));
    }
}
