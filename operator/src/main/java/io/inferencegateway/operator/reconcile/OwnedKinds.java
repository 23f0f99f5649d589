package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Labels;
import io.inferencegateway.operator.desired.ScaledObject;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The table of what is watched and pruned: every kind a gateway can own, and its pods. RBAC is compared with it.
public final class OwnedKinds {
    public static final List<Class<? extends HasMetadata>> ALWAYS = List.of(
            ServiceAccount.class,
            Service.class,
            NetworkPolicy.class,
            Deployment.class,
            PodDisruptionBudget.class,
            HorizontalPodAutoscaler.class);
    /// Watched while the API server has them.
    public static final List<Class<? extends HasMetadata>> OPTIONAL = List.of(
            ServiceMonitor.class,
            PrometheusRule.class,
            Probe.class,
            AlertmanagerConfig.class,
            ScaledObject.class,
            HTTPRoute.class);
    /// Read, never written, wherever they are: whether they select a gateway's monitoring objects.
    public static final List<Class<? extends HasMetadata>> READ = List.of(Prometheus.class, Alertmanager.class);

    /// Keeps the first list of a large cluster from being one huge answer.
    static final long PAGE = 500;

    // A rule is 90 KB of JSON, and a page is in memory several times while it is read: 500 of them ended an operator
    // of 1 GiB at its restart with 2,000 gateways.
    private static final long PAGE_OF_RULES = 50;

    private final OperatorSettings settings;
    private final Map<Class<?>, InformerEventSource<?, InferenceGateway>> sources = new ConcurrentHashMap<>();

    OwnedKinds(OperatorSettings settings) {
        this.settings = settings;
    }

    /// Informers of everything that every cluster has.
    List<EventSource<?, InferenceGateway>> informers(EventSourceContext<InferenceGateway> context) {
        ALWAYS.forEach(kind -> sources.put(kind, informer(kind, context)));
        var pods = pods(context);
        sources.put(Pod.class, pods);
        return List.copyOf(sources.values());
    }

    /// Starts and stops the informers of optional kinds as those come and go.
    void follow(Capabilities capabilities, EventSourceRetriever<InferenceGateway> informers) {
        var served = new LinkedHashMap<Class<? extends HasMetadata>, Boolean>();
        served.put(ServiceMonitor.class, capabilities.serviceMonitor());
        served.put(PrometheusRule.class, capabilities.prometheusRule());
        served.put(Probe.class, capabilities.probe());
        served.put(AlertmanagerConfig.class, capabilities.alertmanagerConfig());
        served.put(Prometheus.class, capabilities.prometheus());
        served.put(Alertmanager.class, capabilities.alertmanager());
        served.put(ScaledObject.class, capabilities.scaledObject());
        served.put(HTTPRoute.class, capabilities.httpRoute());
        served.forEach((kind, present) -> {
            if (present && !sources.containsKey(kind)) {
                start(kind, informers);
            } else if (!present && sources.remove(kind) != null) {
                informers.dynamicallyDeRegisterEventSource(kind.getSimpleName());
            }
        });
    }

    /// The informer of a kind, unless the cluster does not have it.
    @SuppressWarnings("unchecked")
    <R extends HasMetadata> Optional<InformerEventSource<R, InferenceGateway>> informer(Class<R> kind) {
        return Optional.ofNullable((InformerEventSource<R, InferenceGateway>) sources.get(kind));
    }

    /// The watched kinds a gateway can own, as they are now.
    List<Class<? extends HasMetadata>> watched() {
        return Stream.concat(ALWAYS.stream(), OPTIONAL.stream())
                .filter(sources::containsKey)
                .toList();
    }

    // Registering is idempotent by name; the map is filled only with what has started.
    private <R extends HasMetadata> void start(Class<R> kind, EventSourceRetriever<InferenceGateway> informers) {
        var context = informers.eventSourceContextForDynamicRegistration();
        var source = informers.dynamicallyRegisterEventSource(
                READ.contains(kind) ? Onlookers.informer(kind, context) : informer(kind, context));
        sources.put(kind, (InformerEventSource<?, InferenceGateway>) source);
    }

    private <R extends HasMetadata> InformerEventSource<R, InferenceGateway> informer(
            Class<R> kind, EventSourceContext<InferenceGateway> context) {
        var configuration = InformerEventSourceConfiguration.from(kind, InferenceGateway.class)
                .withName(kind.getSimpleName())
                .withLabelSelector(Labels.ownedSelector())
                .withInformerListLimit(kind == PrometheusRule.class ? PAGE_OF_RULES : PAGE);
        if (kind == PrometheusRule.class && oneInformerAKind()) {
            configuration.withItemStore(rules(context));
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    @SuppressWarnings("unchecked")
    private static <R extends HasMetadata> ItemStore<R> rules(EventSourceContext<InferenceGateway> context) {
        return (ItemStore<R>) new DeflatedRules(context.getClient().getKubernetesSerialization());
    }

    // Owned by ReplicaSets, so the gateway is found by label.
    private InformerEventSource<Pod, InferenceGateway> pods(EventSourceContext<InferenceGateway> context) {
        var configuration = InformerEventSourceConfiguration.from(Pod.class, InferenceGateway.class)
                .withName(Pod.class.getSimpleName())
                .withLabelSelector(Labels.ownedSelector())
                .withInformerListLimit(PAGE)
                .withSecondaryToPrimaryMapper(OwnedKinds::gateway);
        if (oneInformerAKind()) {
            configuration.withItemStore(new TrimmedPods());
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    // With several namespaces there are several informers, and a store belongs to exactly one.
    private boolean oneInformerAKind() {
        return settings.watchNamespaces().size() <= 1;
    }

    private static Set<ResourceID> gateway(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels().get(Labels.GATEWAY))
                .map(name -> Set.of(new ResourceID(name, pod.getMetadata().getNamespace())))
                .orElse(Set.of());
    }
}
