package io.inferencegateway.pod.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final long MIB = 1 << 20;

    @Test
    void picturesGetHalfTheHeap() {
        assertEquals(192 * MIB, new Limits(1, new Memory(2048 * MIB, 384 * MIB), false).decodingBytes());
    }

    @Test
    void picturesGetLessWhereTheContainerHasLittleMemory() {
        assertEquals(64 * MIB, new Limits(1, new Memory(256 * MIB, 384 * MIB), false).decodingBytes());
    }

    @Test
    void coresAreThoseOfTheJvm() throws Exception {
        assertEquals("1", ofJvm("-XX:ActiveProcessorCount=1"));
        assertEquals("3", ofJvm("-XX:ActiveProcessorCount=3"));
    }

    private static String ofJvm(String... options) throws Exception {
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LimitsTest.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor());
        return said;
    }

    /// What the tests above start.
    public static void main(String[] none) {
        System.out.println(Limits.now().cores());
    }
}
