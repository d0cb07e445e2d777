package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names say what a thing is in the field, not which pattern it follows. */
class NameTest {
    private static final Pattern EMPTY_TYPE =
            Pattern.compile(".*(Impl|Manager|Helper|Helpers|Util|Utils|Utilities)|(Default|Abstract)[A-Z].*");
    private static final Pattern EMPTY_PACKAGE = Pattern.compile(".*\\.(utils?|commons?|misc|helpers?)(\\..*)?");

    @Test
    void noTypeIsNamedByItsPattern() {
        assertEquals(
                List.of(),
                Source.all().flatMap(source -> emptyNames(source).stream()).toList());
    }

    @Test
    void noPackageIsADrawerForTheRest() {
        assertEquals(
                List.of(),
                Source.all()
                        .filter(source ->
                                EMPTY_PACKAGE.matcher(source.packageName()).matches())
                        .map(source -> source.path().toString())
                        .toList());
    }

    @Test
    void everyPackageOfTheProgramSaysWhatItIsFor() {
        TreeSet<String> silent = new TreeSet<>();
        Source.main().map(source -> source.path().getParent().toString()).forEach(silent::add);
        Source.main()
                .filter(source -> source.path().endsWith("package-info.java"))
                .forEach(source -> silent.remove(source.path().getParent().toString()));
        assertEquals(List.of(), List.copyOf(silent), "packages without package-info.java");
    }

    private static List<String> emptyNames(Source source) {
        List<String> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                if (EMPTY_TYPE.matcher(type.getSimpleName()).matches()) {
                    found.add(source.path() + " " + type.getSimpleName());
                }
                return super.visitClass(type, nothing);
            }
        }.scan(source.tree(), null);
        return found;
    }
}
