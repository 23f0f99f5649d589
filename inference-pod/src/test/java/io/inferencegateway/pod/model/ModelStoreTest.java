package io.inferencegateway.pod.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.inferencegateway.pod.model.ModelFile.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final String URI = "builtin://efficientnet-lite0";

    @Test
    void aBuiltInModelThatLiesBesideTheJarIsReadWhereItIs(@TempDir Path directory) throws Exception {
        var packed = load(Optional.empty());
        var model = directory.resolve("efficientnet-lite0/model.onnx");
        Files.createDirectory(model.getParent());
        Files.write(
                model,
                assertInstanceOf(Content.InMemory.class, packed.content()).bytes());

        var unpacked = load(Optional.of(directory.toString()));

        assertEquals(
                model,
                assertInstanceOf(Content.OnDisk.class, unpacked.content()).path());
        assertEquals(packed.digest(), unpacked.digest());
        assertEquals(packed.cards(), unpacked.cards());
        assertEquals(packed.content().size(), unpacked.content().size());
    }

    @Test
    void elseItComesOutOfTheJar(@TempDir Path empty) {
        var packed = load(Optional.of(empty.toString()));
        assertArrayEquals(
                assertInstanceOf(Content.InMemory.class, load(Optional.empty()).content())
                        .bytes(),
                assertInstanceOf(Content.InMemory.class, packed.content()).bytes());
    }

    private static ModelFile load(Optional<String> unpacked) {
        return ModelStore.load(URI, Optional.empty(), Optional.empty(), unpacked);
    }
}
