package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script of `igw completion`, asked by bash itself.
class CompletionTest {
    @TempDir
    Path folder;

    private static String script(String shell) {
        var out = new StringWriter();
        assertEquals(0, Igw.run(new PrintWriter(out), new PrintWriter(out), "completion", shell), out.toString());
        return out.toString();
    }

    // What bash would offer for the last of the words.
    private List<String> offered(String... words) throws IOException, InterruptedException {
        var script = Files.writeString(folder.resolve("igw"), script("bash"));
        var process = new ProcessBuilder("bash", "-c", """
                        source "$1"; shift
                        compopt() { :; } # works under a key press only
                        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                        _complete_igw igw "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                        printf '%s\\n' "${COMPREPLY[@]}"
                        """, "bash", script.toString()).redirectErrorStream(true);
        process.command().addAll(List.of(words));
        var bash = process.start();
        var lines = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
        assertEquals(0, bash.waitFor(), lines.toString());
        return lines;
    }

    @Test
    void bashCompletesCommands() throws Exception {
        assertEquals(List.of("validate"), offered("igw", "va"));
        assertTrue(offered("igw", "").containsAll(List.of("local", "doctor", "load", "completion")));
    }

    @Test
    void bashCompletesOptionsAndTheirValues() throws Exception {
        assertEquals(List.of("--operator-namespace"), offered("igw", "render", "--oper"));
        assertEquals(List.of("sloth"), offered("igw", "render", "--format", "sl"));
        assertFalse(offered("igw", "local", "--").contains("--stop-with-parent"), "a hidden option");
    }

    @Test
    void zshGetsTheSameAndAnUnknownShellIsWrongUsage() {
        assertEquals(script("bash"), script("zsh"));
        assertTrue(script("zsh").contains("bashcompinit"));
        var err = new StringWriter();
        assertEquals(2, Igw.run(new PrintWriter(err), new PrintWriter(err), "completion", "tcsh"));
    }
}
