package org.byway.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One Java file of the project, parsed and not resolved. */
record Source(Path path, String text, CompilationUnitTree tree, SourcePositions positions) {
    private static final Path ROOT = Path.of(System.getProperty("byway.root"));
    private static final List<Source> ALL = parse();

    /** Every Java file of every module, in the order of their paths. */
    static Stream<Source> all() {
        return ALL.stream();
    }

    static Stream<Source> main() {
        return all().filter(source -> source.path.toString().contains("src/main/"));
    }

    static Stream<Source> tests() {
        return all().filter(source -> source.path.toString().contains("src/test/"));
    }

    int lines() {
        return (int) text.lines().count();
    }

    String packageName() {
        return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
    }

    /** Says the place as editors understand it. */
    String at(long position) {
        return path + ":" + tree.getLineMap().getLineNumber(position);
    }

    private static List<Source> parse() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            return Stream.of(task.parse())
                    .flatMap(trees -> {
                        Stream.Builder<CompilationUnitTree> each = Stream.builder();
                        trees.forEach(each);
                        return each.build();
                    })
                    .map(tree -> of(tree, positions))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source of(CompilationUnitTree tree, SourcePositions positions) {
        try {
            String text = tree.getSourceFile().getCharContent(true).toString();
            return new Source(ROOT.relativize(Path.of(tree.getSourceFile().toUri())), text, tree, positions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> paths() throws IOException {
        try (Stream<Path> below = Files.walk(ROOT)) {
            return below.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> {
                        String name = ROOT.relativize(path).toString();
                        return name.matches("([^/]+/){1,2}src/(main|test)/java/.*|ops/sample/[^/]+");
                    })
                    .sorted()
                    .toList();
        }
    }
}
