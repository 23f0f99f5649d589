package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell script that finds a Java, run by `sh` with stand-ins for Java.
class LauncherTest {
    @TempDir
    Path folder;

    private Path script;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(folder.resolve("a b"));
        script = Files.copy(Path.of("src/main/launcher/igw"), folder.resolve("a b/igw"));
        Files.writeString(folder.resolve("a b/operator.jar"), "");
    }

    @Test
    void theFirstJavaThatIsNewEnoughWins() throws Exception {
        var old = java("old", "17.0.2");
        var good = java("good", "25.0.1");

        assertEquals(
                "good",
                start(Map.of("IGW_JAVA_HOME", good, "JAVA_HOME", java("other", "26")))
                        .out());
        assertEquals(
                "good", start(Map.of("IGW_JAVA_HOME", old, "JAVA_HOME", good)).out());
        assertEquals(
                "good",
                start(Map.of("JAVA_HOME", old, "PATH", good + "/bin:/usr/bin:/bin"))
                        .out());
    }

    @Test
    void installedOnesAreLookedForLast() throws Exception {
        java("jvm/java-17", "17.0.2");
        java("jvm/temurin-25", "25-ea");

        assertEquals(
                "temurin-25", start(Map.of("IGW_JAVA_DIRS", folder + "/jvm")).out());
    }

    @Test
    void aLinkOnPathToTheJavaOfTheSystemIsFollowed() throws Exception {
        var good = java("good", "25");
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/java"), Path.of("../good/bin/java"));

        assertEquals(
                "good", start(Map.of("PATH", folder + "/bin:/usr/bin:/bin")).out());
        Files.delete(Path.of(good, "release"));
        assertEquals(
                "good", start(Map.of("PATH", folder + "/bin:/usr/bin:/bin")).out());
    }

    @Test
    void withoutAnyItSaysSoInOneSentence() throws Exception {
        var result = start(Map.of("JAVA_HOME", java("old", "17.0.2")));

        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("igw needs Java 25 or newer and found none: install one"), result.err());
    }

    @Test
    void aLinkToTheScriptFindsTheJarAndArgumentsArriveWhole() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("igw"), Path.of("a b/igw"));
        script = link;
        var java = java("echo", "25");
        Files.writeString(Path.of(java, "bin/java"), "#!/bin/sh\nshift 4\nprintf '[%s]' \"$@\"\n");

        assertEquals(
                "[%s][validate][-f][my file.yaml]".formatted(folder.toRealPath().resolve("a b/operator.jar")),
                start(Map.of("JAVA_HOME", java), "validate", "-f", "my file.yaml")
                        .out());
    }

    @Test
    void anUnpackedDistributionHasTheJarInLib() throws Exception {
        Files.createDirectories(folder.resolve("igw 1/bin"));
        Files.createDirectories(folder.resolve("igw 1/lib"));
        script = Files.copy(Path.of("src/main/launcher/igw"), folder.resolve("igw 1/bin/igw"));
        Files.writeString(folder.resolve("igw 1/lib/operator.jar"), "");
        var java = java("echo", "25");
        Files.writeString(Path.of(java, "bin/java"), "#!/bin/sh\nshift 4\nprintf '[%s]' \"$@\"\n");

        assertEquals(
                "[%s][--version]".formatted(folder.toRealPath().resolve("igw 1/lib/operator.jar")),
                start(Map.of("JAVA_HOME", java), "--version").out());
    }

    // A home whose java prints the name of its folder.
    private String java(String home, String version) throws IOException {
        var path = folder.resolve(home);
        Files.createDirectories(path.resolve("bin"));
        Files.writeString(path.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(path.resolve("bin/java"), """
                #!/bin/sh
                [ "$1" = -version ] && { echo 'openjdk version "%s"' >&2; exit 0; }
                printf %%s %s
                """.formatted(version, path.getFileName()));
        return path.toString();
    }

    private Result start(Map<String, String> env, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        var defaults = new HashMap<>(Map.of("PATH", tools(), "HOME", folder.toString()));
        defaults.put("IGW_JAVA_DIRS", folder + "/none");
        defaults.putAll(env);
        builder.environment().putAll(defaults);
        var process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    // What the script needs of a system, without its java.
    private String tools() throws IOException {
        var tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : new String[] {"sed", "head", "dirname", "readlink"}) {
            var real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        return tools.toString();
    }
}
