package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleSpec;
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

/// The cached PrometheusRules, which are large, much alike inside and seldom read: they wait as deflated JSON. A
/// gateway's
/// rules take 5 KB so, and 120 KB as objects, which would be most of the operator's heap.
final class DeflatedRules implements ItemStore<PrometheusRule> {
    private final KubernetesSerialization json;
    private final Map<String, byte[]> items = new ConcurrentHashMap<>();

    DeflatedRules(KubernetesSerialization json) {
        this.json = json;
    }

    @Override
    public String getKey(PrometheusRule item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    /// Takes the spec away from what it is given: after the first list thousands of these wait to be announced, and
    /// that
    /// needs only their metadata. What is read is whole.
    @Override
    public @Nullable PrometheusRule put(String key, PrometheusRule item) {
        var earlier = items.put(key, deflated(item));
        item.setSpec(new PrometheusRuleSpec());
        return inflated(earlier);
    }

    @Override
    public @Nullable PrometheusRule remove(String key) {
        return inflated(items.remove(key));
    }

    @Override
    public @Nullable PrometheusRule get(String key) {
        return inflated(items.get(key));
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<PrometheusRule> values() {
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

    private byte[] deflated(PrometheusRule item) {
        var bytes = new ByteArrayOutputStream();
        try (var fast = new Deflater(Deflater.BEST_SPEED);
                var out = new DeflaterOutputStream(bytes, fast)) {
            out.write(json.asJson(item).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private @Nullable PrometheusRule inflated(byte @Nullable [] bytes) {
        return bytes == null ? null : inflate(bytes);
    }

    private PrometheusRule inflate(byte[] bytes) {
        return json.unmarshal(new InflaterInputStream(new ByteArrayInputStream(bytes)), PrometheusRule.class);
    }
}
