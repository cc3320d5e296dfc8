package dev.sluice.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Measures the methods of Java sources by the compiler's own parser. */
final class JavaTidy {
    static final int MAX_METHOD_LINES = 60;
    static final int MAX_PARAMETERS = 7;

    private JavaTidy() {}

    /** A source by its name. */
    record Source(String name, String text) {}

    /** Methods that are too long or take too much, each as one line that names it. */
    static List<String> offenders(List<Source> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<InMemory> files = sources.stream().map(InMemory::new).toList();
        JavacTask task = (JavacTask) compiler.getTask(null, null, _ -> {}, List.of(), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> offenders = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse())
                new Meter(unit, positions, offenders).scan(unit, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return offenders;
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final Source source;

        InMemory(Source source) {
            super(URI.create("source:///" + source.name()), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }

    private static final class Meter extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> offenders;

        Meter(CompilationUnitTree unit, SourcePositions positions, List<String> offenders) {
            this.unit = unit;
            this.positions = positions;
            this.offenders = offenders;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long first = line(positions.getStartPosition(unit, method));
            long lines = line(positions.getEndPosition(unit, method)) - first + 1;
            if (lines > MAX_METHOD_LINES) report(method, first, lines + " lines");
            int parameters = method.getParameters().size();
            if (parameters > MAX_PARAMETERS && !isRecordConstructor(method))
                report(method, first, parameters + " parameters");
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }

        private boolean isRecordConstructor(MethodTree method) {
            return method.getName().contentEquals("<init>")
                    && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
                    && owner.getKind() == Tree.Kind.RECORD;
        }

        private void report(MethodTree method, long line, String what) {
            JavaFileObject file = unit.getSourceFile();
            String name = file.toUri().getPath().substring(1);
            offenders.add(name + ":" + line + " " + method.getName() + ": " + what);
        }
    }
}
