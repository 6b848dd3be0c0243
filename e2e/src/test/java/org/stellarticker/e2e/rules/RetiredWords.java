package org.stellarticker.e2e.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Finds words that are not to come back in the identifiers and the Javadoc of Java sources. */
final class RetiredWords {

    private static final Pattern WORD_OF_IDENTIFIER = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+");
    private static final Pattern WORD_OF_TEXT = Pattern.compile("(?<![\\w{@.])[A-Za-z]+(?!\\w)");
    private static final Pattern CODE_IN_TEXT = Pattern.compile("\\{@\\w+[^}]*}|<pre>[\\s\\S]*?</pre>");

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /**
     * @param lines each {@code word, word -> what to say}, with {@code =word} for a whole identifier; empty lines and those
     *     that begin with {@code #} are comments
     */
    RetiredWords(Stream<String> lines) {
        lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split(" -> ", 2);
            for (String word : parts[0].split(", ", -1)) {
                if (word.startsWith("=")) {
                    names.put(word.substring(1), parts[1]);
                } else {
                    words.put(word, parts[1]);
                }
            }
        });
    }

    /** Returns a line for each place where the sources use a retired word. */
    List<String> findIn(Collection<Path> sources) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var found = new ArrayList<String>();
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, DocTrees.instance(task), found).scan(unit, null);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<String> found;

        Scanner(CompilationUnitTree unit, DocTrees trees, List<String> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public @Nullable Void visitPackage(PackageTree node, @Nullable Void nothing) {
            checkName(node, node.getPackageName().toString());
            checkComment(node);
            return super.visitPackage(node, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void nothing) {
            checkName(node, node.getSimpleName().toString());
            checkComment(node);
            return super.visitClass(node, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void nothing) {
            checkName(node, node.getName().toString());
            checkComment(node);
            return super.visitMethod(node, null);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree node, @Nullable Void nothing) {
            checkName(node, node.getName().toString());
            checkComment(node);
            return super.visitVariable(node, null);
        }

        private void checkName(Tree node, String name) {
            String instead = names.get(name);
            if (instead != null) {
                add(node, "'" + name + "'", instead);
            }
            WORD_OF_IDENTIFIER
                    .matcher(name)
                    .results()
                    .map(word -> word.group().toLowerCase(Locale.ROOT))
                    .filter(words::containsKey)
                    .forEach(word -> add(node, "'" + word + "' in '" + name + "'", words.get(word)));
        }

        private void checkComment(Tree node) {
            String comment = trees.getDocComment(getCurrentPath());
            if (comment == null) {
                return;
            }
            WORD_OF_TEXT
                    .matcher(CODE_IN_TEXT.matcher(comment).replaceAll(" "))
                    .results()
                    .map(word -> word.group().toLowerCase(Locale.ROOT))
                    .filter(words::containsKey)
                    .forEach(word -> add(node, "'" + word + "' in Javadoc", words.get(word)));
        }

        private void add(Tree node, String what, @Nullable String instead) {
            long line =
                    unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, node));
            found.add(Path.of(unit.getSourceFile().getName()) + ":" + line + ": " + what + "; say " + instead);
        }
    }
}
