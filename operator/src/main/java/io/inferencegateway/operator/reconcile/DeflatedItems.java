package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// A cache of objects that are large, much alike inside and seldom read: they wait as deflated JSON. A gateway's
/// PrometheusRule takes 5 KB so, and 120 KB as objects, which would be most of the operator's heap.
final class DeflatedItems<R extends HasMetadata> implements ItemStore<R> {
    private final Class<R> kind;
    private final KubernetesSerialization json;
    private final Map<String, byte[]> items = new ConcurrentHashMap<>();

    DeflatedItems(Class<R> kind, KubernetesSerialization json) {
        this.kind = kind;
        this.json = json;
    }

    @Override
    public String getKey(R item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public @Nullable R put(String key, R item) {
        return inflated(items.put(key, deflated(item)));
    }

    @Override
    public @Nullable R remove(String key) {
        return inflated(items.remove(key));
    }

    @Override
    public @Nullable R get(String key) {
        return inflated(items.get(key));
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<R> values() {
        return items.values().stream().map(this::inflate);
    }

    @Override
    public int size() {
        return items.size();
    }

    // Otherwise everything would be inflated once more to be announced after the first list.
    @Override
    public boolean isFullState() {
        return false;
    }

    private byte[] deflated(R item) {
        var bytes = new ByteArrayOutputStream();
        try (var fast = new Deflater(Deflater.BEST_SPEED);
                var out = new DeflaterOutputStream(bytes, fast)) {
            out.write(json.asJson(item).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private @Nullable R inflated(byte @Nullable [] bytes) {
        return bytes == null ? null : inflate(bytes);
    }

    private R inflate(byte[] bytes) {
        return json.unmarshal(new InflaterInputStream(new ByteArrayInputStream(bytes)), kind);
    }
}
