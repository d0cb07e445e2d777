package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit on a few screens is divided. */
class LengthTest {
    private static final int FILE_LINES = 500;
    private static final int METHOD_LINES = 70;

    @Test
    void everyFileStaysUnder500Lines() {
        assertEquals(
                List.of(),
                Source.all()
                        .filter(source -> source.lines() > FILE_LINES)
                        .map(source -> source.path() + " has " + source.lines() + " lines")
                        .toList());
    }

    @Test
    void everyMethodStaysUnder70Lines() {
        assertEquals(
                List.of(),
                Source.all().flatMap(source -> longMethods(source).stream()).toList());
    }

    private static List<String> longMethods(Source source) {
        List<String> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                long start = source.positions().getStartPosition(source.tree(), method);
                long end = source.positions().getEndPosition(source.tree(), method);
                var map = source.tree().getLineMap();
                long lines = end < 0 ? 0 : map.getLineNumber(end) - map.getLineNumber(start) + 1;
                if (lines > METHOD_LINES) {
                    found.add(source.at(start) + " " + method.getName() + " has " + lines + " lines");
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(source.tree(), null);
        return found;
    }
}
