package dev.cairn.events;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** What the Javadoc of this module's sources says about its records and their fields. */
final class Meanings {

    private static final Path SOURCES = Path.of("src/main/java");

    /** By qualified name; fields and methods as {@code <class>#<name>}. */
    private final Map<String, String> texts = new HashMap<>();

    Meanings() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
            var reading = new Reading(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                reading.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an event, or another type, means; empty when nobody says. */
    String of(Class<?> type) {
        return texts.getOrDefault(type.getCanonicalName(), "");
    }

    /**
     * What a field means: as its record says, or the family's accessor of that name, or else the first sentence about the
     * type of its value; empty when nobody says.
     */
    String ofField(Class<?> record, String field) {
        return Stream.concat(
                        Stream.concat(Stream.of(record), Stream.of(record.getInterfaces()))
                                .map(type -> texts.getOrDefault(type.getCanonicalName() + "#" + field, "")),
                        Stream.of(record.getRecordComponents())
                                .filter(component -> component.getName().equals(field))
                                .map(component -> firstSentence(of(component.getType()))))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private final class Reading extends TreePathScanner<Void, Void> {

        private final DocTrees docs;

        Reading(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            String name = name(getCurrentPath());
            if (comment != null) {
                texts.put(name, plain(comment.getFullBody()));
                comment.getBlockTags().stream()
                        .filter(ParamTree.class::isInstance)
                        .map(ParamTree.class::cast)
                        .forEach(param -> texts.put(name + "#" + param.getName(), plain(param.getDescription())));
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                texts.put(
                        name(getCurrentPath().getParentPath()) + "#" + method.getName(), plain(comment.getFullBody()));
            }
            return super.visitMethod(method, nothing);
        }

        private String name(TreePath path) {
            var name = new StringBuilder();
            for (Tree tree : path) {
                if (tree instanceof ClassTree type) {
                    name.insert(0, "." + type.getSimpleName());
                } else if (tree instanceof CompilationUnitTree unit) {
                    name.insert(0, unit.getPackageName());
                }
            }
            return name.toString();
        }

        private String plain(List<? extends DocTree> trees) {
            var text = new StringBuilder();
            for (DocTree tree : trees) {
                if (tree instanceof LiteralTree literal) {
                    text.append('`').append(literal.getBody().getBody()).append('`');
                } else if (tree instanceof LinkTree link) {
                    text.append('`').append(link.getReference().getSignature()).append('`');
                } else if (!(tree instanceof StartElementTree)) {
                    text.append(tree);
                }
            }
            return text.toString().replaceAll("\\s+", " ").strip();
        }
    }
}
