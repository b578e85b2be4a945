package dev.cairn.acceptance.clauses;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A test that says it proves a clause.
 *
 * @param test as a sentence; empty where it is all of the class
 */
record Proof(String clause, String module, String testClass, String test) {

    /** What all tests of all modules say, read from their sources: those of modules that are not built now count too. */
    static List<Proof> all(Path checkout) throws IOException {
        List<Proof> proofs = new ArrayList<>();
        try (var files = Files.walk(checkout)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/java/"))
                    .sorted()
                    .toList();
            for (CompilationUnitTree source : parsed(sources)) {
                Path file = checkout.relativize(Path.of(source.getSourceFile().toUri()));
                String module = file.toString().replaceFirst("/src/test/java/.*", "");
                new Reader(module, proofs).scan(source, null);
            }
        }
        return proofs;
    }

    private static Iterable<? extends CompilationUnitTree> parsed(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        var task = (JavacTask) compiler.getTask(
                null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
        return task.parse();
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final String module;
        private final List<Proof> proofs;
        private final Deque<String> classes = new ArrayDeque<>();

        Reader(String module, List<Proof> proofs) {
            this.module = module;
            this.proofs = proofs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            classes.push(type.getSimpleName().toString());
            add(type.getModifiers().getAnnotations(), "");
            super.visitClass(type, nothing);
            classes.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            add(
                    method.getModifiers().getAnnotations(),
                    sentence(method.getName().toString()));
            return super.visitMethod(method, nothing);
        }

        private void add(List<? extends AnnotationTree> annotations, String test) {
            annotations.stream()
                    .filter(annotation ->
                            annotation.getAnnotationType().toString().endsWith("Clause"))
                    .forEach(annotation -> new TreeScanner<@Nullable Void, @Nullable Void>() {
                        @Override
                        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
                            proofs.add(new Proof(String.valueOf(literal.getValue()), module, classes.getFirst(), test));
                            return null;
                        }
                    }.scan(annotation.getArguments(), null));
        }

        private static String sentence(String method) {
            return method.contains("_")
                    ? method.replace('_', ' ')
                    : method.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        }
    }
}
