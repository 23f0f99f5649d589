package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;

/// The cached pods without what the operator never reads: their spec and who set which field, most of a pod's bytes.
final class TrimmedPods extends BasicItemStore<Pod> {
    TrimmedPods() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public Pod put(String key, Pod pod) {
        pod.getMetadata().setManagedFields(List.of());
        pod.setSpec(new PodSpec());
        return super.put(key, pod);
    }

    @Override
    public boolean isFullState() {
        return false;
    }
}
