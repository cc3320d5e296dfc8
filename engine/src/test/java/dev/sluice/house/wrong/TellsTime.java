package dev.sluice.house.wrong;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/** A "pure" rule with a clock, a die, a disk, a thread and a salted order in it. */
final class TellsTime {
    private final Random random = new Random();

    long decide() throws InterruptedException {
        Thread.sleep(0);
        long now = System.nanoTime() + random.nextInt();
        for (String name : Set.of("a", "b")) if (Files.exists(Path.of(name))) now++;
        return now;
    }
}
