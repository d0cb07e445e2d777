package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The core never walks through what is ordered by hash, so one seed gives one run.
 *
 * <p>It sees variables that are made in place, in the file where they stand; looking things up in a hash table is fine.
 */
class HashOrderTest {
    private static final Pattern HASHED =
            Pattern.compile("new (Hash|IdentityHash|WeakHash|ConcurrentHash)(Map|Set)<.*|(Set|Map)\\.(of|copyOf)\\(.*");
    private static final Set<String> WALKS = Set.of("forEach", "iterator", "stream", "toArray", "replaceAll");
    private static final Set<String> VIEWS = Set.of("keySet", "values", "entrySet");

    @Test
    void theCoreNeverWalksThroughAHashTable() {
        assertEquals(
                List.of(),
                Source.main()
                        .filter(source -> source.path().startsWith("protocol"))
                        .flatMap(source -> walks(source).stream())
                        .toList());
    }

    private static List<String> walks(Source source) {
        Set<String> hashed = new TreeSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                ExpressionTree made = variable.getInitializer();
                if (made != null && HASHED.matcher(made.toString()).lookingAt()) {
                    hashed.add(variable.getName().toString());
                }
                return super.visitVariable(variable, nothing);
            }
        }.scan(source.tree(), null);
        List<String> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void nothing) {
                note(loop.getExpression());
                return super.visitEnhancedForLoop(loop, nothing);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                if (call.getMethodSelect() instanceof MemberSelectTree select
                        && WALKS.contains(select.getIdentifier().toString())) {
                    note(select.getExpression());
                }
                return super.visitMethodInvocation(call, nothing);
            }

            private void note(ExpressionTree walked) {
                if (hashed.contains(name(walked))) {
                    found.add(source.at(source.positions().getStartPosition(source.tree(), walked)) + " " + walked);
                }
            }
        }.scan(source.tree(), null);
        return found;
    }

    /** The variable that is walked through, itself or by one of its views. */
    private static String name(ExpressionTree walked) {
        return switch (walked) {
            case IdentifierTree identifier -> identifier.getName().toString();
            case MemberSelectTree field -> field.getIdentifier().toString();
            case MethodInvocationTree call
            when call.getMethodSelect() instanceof MemberSelectTree view
                    && VIEWS.contains(view.getIdentifier().toString()) -> name(view.getExpression());
            default -> "";
        };
    }
}
