package dev.sluice.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** What a core must not reach for: time, chance, threads, the network, the disk, a salted order. */
final class Purity extends ArchCondition<JavaClass> {
    /** Calls, as {@code owner.method}. */
    private static final Pattern BANNED_CALLS =
            Pattern.compile(
                    "java\\.lang\\.System\\.(nanoTime|currentTimeMillis|identityHashCode|getenv|getProperty)"
                            + "|java\\.time\\..*\\.now"
                            + "|java\\.time\\.Clock\\.(system|tick).*"
                            + "|java\\.lang\\.Math\\.random"
                            + "|java\\.util\\.UUID\\.randomUUID"
                            + "|java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)"
                            + "|java\\.util\\.(Set|Map)\\.(of|ofEntries|copyOf)"
                            + "|java\\.util\\.stream\\.Collectors\\.toUnmodifiable(Set|Map)"
                            + "|java\\.util\\.Collections\\.shuffle"
                            + "|(java\\.util\\.(Random|SplittableRandom)|java\\.security\\.SecureRandom)\\.<init>"
                            + "|java\\.security\\.SecureRandom\\.getInstance.*");

    /** Types, in any use. */
    private static final DescribedPredicate<JavaClass> BANNED_TYPES =
            DescribedPredicate.describe(
                    "threads, sockets and files",
                    type ->
                            type.getName()
                                    .matches(
                                            "java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime)"
                                                    + "|java\\.util\\.(Timer|TimerTask)"
                                                    + "|java\\.util\\.concurrent\\.(ThreadLocalRandom|ForkJoinPool|.*Execut.*)"
                                                    + "|java\\.(net|nio\\.file|nio\\.channels)\\..*"
                                                    + "|java\\.io\\.(File|RandomAccessFile).*"));

    Purity() {
        super("be pure: no clock, chance, thread, socket, file or salted order");
    }

    @Override
    public void check(JavaClass core, ConditionEvents events) {
        core.getAccessesFromSelf().stream()
                .filter(access -> BANNED_CALLS.matcher(name(access)).matches())
                .forEach(access -> report(core, access.getDescription(), events));
        core.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> BANNED_TYPES.test(dependency.getTargetClass()))
                .forEach(dependency -> report(core, dependency.getDescription(), events));
    }

    private static String name(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    private static void report(JavaClass core, String what, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(core, what));
    }
}
