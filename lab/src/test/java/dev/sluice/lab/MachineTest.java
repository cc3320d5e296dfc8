package dev.sluice.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MachineTest {
    @Test
    void aFlagThatNamesAPathIsLeftOut() {
        assertEquals(
                List.of(
                        "-Xmx1g",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Dsluice.size=1/2"),
                Machine.withoutPaths(
                        List.of(
                                "-Xmx1g",
                                "-Dsluice.root=/srv/sluice",
                                "-Dsluice.root=C:\\sluice",
                                "-javaagent:/opt/agent.jar",
                                "-Xlog:gc:file=/tmp/gc.log,tags",
                                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                                "-Dsluice.size=1/2")));
    }
}
