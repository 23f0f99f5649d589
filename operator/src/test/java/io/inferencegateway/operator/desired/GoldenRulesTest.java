package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The committed rule files are what the code says; a reviewer reads PromQL, not builders. `-Dgolden=update` writes
/// them.
class GoldenRulesTest {
    static Stream<String> files() {
        return RuleFile.GATEWAYS.keySet().stream().sorted();
    }

    @BeforeAll
    static void update() throws IOException {
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(RuleFile.GOLDEN);
            for (var file : RuleFile.GATEWAYS.entrySet()) {
                Files.writeString(RuleFile.GOLDEN.resolve(file.getKey()), RuleFile.of(file.getValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theCommittedFileIsTheGeneratedOne(String file) throws IOException {
        var path = RuleFile.GOLDEN.resolve(file);
        var generated = RuleFile.of(RuleFile.GATEWAYS.get(file));
        assertEquals(
                Files.exists(path) ? Files.readString(path) : "",
                generated,
                "run mvn verify -Dgolden=update and review the difference");
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (var files = Files.list(RuleFile.GOLDEN)) {
            var present =
                    files.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            present.removeAll(RuleFile.GATEWAYS.keySet());
            assertEquals(new TreeSet<>(), present, "no test reads these golden files: delete them");
        }
    }
}
