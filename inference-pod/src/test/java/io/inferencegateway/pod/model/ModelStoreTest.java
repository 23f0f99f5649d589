package io.inferencegateway.pod.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.contract.wire.ModelPhase;
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

    @Test
    void theRecordedDigestIsTheModels() throws Exception {
        var model = Path.of("../config/models/efficientnet-lite0/model.onnx");
        String recorded = Files.readString(Path.of(model + ModelStore.RECORDED));
        assertEquals(load(Optional.empty()).digest(), "sha256:" + recorded.substring(0, recorded.indexOf(' ')));
        assertEquals(
                load(Optional.empty()).digest(),
                ModelStore.load(model.toUri().toString(), Optional.empty(), Optional.empty())
                        .digest());
    }

    @Test
    void aRecordedDigestIsTakenForTrueUnlessOneIsPinned(@TempDir Path directory) throws Exception {
        var model = directory.resolve("efficientnet-lite0/model.onnx");
        Files.createDirectory(model.getParent());
        Files.writeString(model, "something else");
        String recorded = "ab".repeat(32);
        Files.writeString(Path.of(model + ModelStore.RECORDED), recorded + "  model.onnx\n");
        var unpacked = Optional.of(directory.toString());

        assertEquals("sha256:" + recorded, load(unpacked).digest());
        var refused = assertThrows(
                ModelLoadException.class,
                () -> ModelStore.load(URI, Optional.of("sha256:" + recorded), Optional.empty(), unpacked));
        assertEquals(ModelPhase.DIGEST_MISMATCH, refused.phase());
    }

    private static ModelFile load(Optional<String> unpacked) {
        return ModelStore.load(URI, Optional.empty(), Optional.empty(), unpacked);
    }
}
