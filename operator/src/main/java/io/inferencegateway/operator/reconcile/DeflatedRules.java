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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// The cached PrometheusRules, which are large, much alike inside and seldom read: they wait as deflated JSON. Those
/// of a gateway take 5 KB so, and 120 KB as objects, which would be most of the operator's heap. `get` gives a rule as
/// it is; everywhere else, where thousands are listed or wait to be announced at once, it has only what identifies it.
final class DeflatedRules implements ItemStore<PrometheusRule> {
    /// @param whole the rule, deflated
    /// @param outline the rule without its spec, and without who set which field
    private record Item(byte[] whole, PrometheusRule outline) {}

    private final KubernetesSerialization json;
    private final Map<String, Item> items = new ConcurrentHashMap<>();

    DeflatedRules(KubernetesSerialization json) {
        this.json = json;
    }

    @Override
    public String getKey(PrometheusRule rule) {
        return Cache.metaNamespaceKeyFunc(rule);
    }

    /// Makes the given rule, which will be announced, its own outline.
    @Override
    public @Nullable PrometheusRule put(String key, PrometheusRule rule) {
        byte[] whole = deflated(rule);
        rule.setSpec(new PrometheusRuleSpec());
        rule.getMetadata().setManagedFields(List.of());
        return outline(items.put(key, new Item(whole, rule)));
    }

    @Override
    public @Nullable PrometheusRule remove(String key) {
        return outline(items.remove(key));
    }

    @Override
    public @Nullable PrometheusRule get(String key) {
        var item = items.get(key);
        return item == null ? null : inflated(item.whole());
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<PrometheusRule> values() {
        return items.values().stream().map(Item::outline);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    private static @Nullable PrometheusRule outline(@Nullable Item item) {
        return item == null ? null : item.outline();
    }

    private byte[] deflated(PrometheusRule rule) {
        var bytes = new ByteArrayOutputStream();
        try (var fast = new Deflater(Deflater.BEST_SPEED);
                var out = new DeflaterOutputStream(bytes, fast)) {
            out.write(json.asJson(rule).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private PrometheusRule inflated(byte[] bytes) {
        return json.unmarshal(new InflaterInputStream(new ByteArrayInputStream(bytes)), PrometheusRule.class);
    }
}
