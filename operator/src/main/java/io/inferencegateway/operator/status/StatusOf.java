package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.ModelStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.RuntimeStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.desired.HeldTemplate;
import io.inferencegateway.operator.desired.Labels;
import io.inferencegateway.operator.desired.ModelDeployment;
import io.inferencegateway.operator.desired.Names;
import io.inferencegateway.operator.desired.RuntimeImage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From what is observed to `status`. Pure: unless something changed, the answer equals the previous status, and
/// nothing is written.
public final class StatusOf {
    private static final InferenceGatewayStatus NONE = new InferenceGatewayStatus(
            null, null, null, null, null, null, null, null, null, List.of(), null, null, List.of());

    // A kind that the cluster lacks keeps nothing from the pods.
    private static final Set<String> CARRIED_OUT = Set.of(Reason.ACCEPTED.text(), Reason.KIND_NOT_SERVED.text());

    private StatusOf() {}

    public static InferenceGatewayStatus gateway(
            InferenceGateway gateway, Observed observed, OperatorSettings settings, Instant now) {
        var previous = previous(gateway);
        long generation = generation(gateway);
        var rollout = Rollout.of(gateway, observed.deployment());
        var runtime = runtime(gateway, observed, settings, previous);
        var update = Optional.ofNullable(runtime).map(RuntimeStatus::update).or(() -> observed.deployment()
                .flatMap(HeldTemplate::update));
        var objectives = slos(gateway, observed, settings, previous);
        var findings = findings(gateway, observed, rollout, update);
        findings.put(ConditionType.SLO_MET, SloMet.of(gateway, objectives, observed.budget(), previous));
        Assessed.of(previous.observability(), generation)
                .ifPresent(finding -> findings.put(ConditionType.OBSERVABILITY_READY, finding));
        var conditions = Transitions.conditions(findings, previous.conditions(), generation, now);
        return new InferenceGatewayStatus(
                generation,
                rollout.total(),
                rollout.ready(),
                selector(gateway),
                Names.url(gateway),
                ModelDeployment.image(gateway, settings),
                runtime,
                model(gateway, observed, rollout, previous),
                ErrorBudget.summary(objectives, observed.budget(), previous),
                ErrorBudget.slos(objectives, observed.budget(), previous),
                carriedOut(observed)
                        ? ErrorBudget.policy(objectives, observed.budget(), observed.freeze(), previous)
                        : previous.errorBudgetPolicy(),
                previous.observability(),
                conditions);
    }

    /// The status the gateway has, and that it cannot be brought up to date.
    ///
    /// @param words what keeps happening
    public static InferenceGatewayStatus failing(InferenceGateway gateway, String words, Instant now) {
        var known = previous(gateway);
        return new InferenceGatewayStatus(
                known.observedGeneration(),
                known.replicas(),
                known.readyReplicas(),
                known.selector(),
                known.url(),
                known.runtimeImage(),
                known.runtime(),
                known.model(),
                known.summary(),
                known.slos(),
                known.errorBudgetPolicy(),
                known.observability(),
                Failing.conditions(known.conditions(), generation(gateway), words, now));
    }

    private static long generation(InferenceGateway gateway) {
        return Objects.requireNonNullElse(gateway.getMetadata().getGeneration(), 0L);
    }

    /// The status the gateway has; an empty one before its first.
    public static InferenceGatewayStatus previous(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getStatus()).orElse(NONE);
    }

    /// Whether the status speaks of the gateway's present spec, and says that all that concerns its pods has
    /// been carried out.
    public static boolean isCarriedOut(InferenceGateway gateway) {
        var status = previous(gateway);
        return Objects.equals(status.observedGeneration(), gateway.getMetadata().getGeneration())
                && condition(status, ConditionType.ACCEPTED)
                        .filter(accepted -> CARRIED_OUT.contains(accepted.getReason()))
                        .isPresent()
                && condition(status, ConditionType.READY)
                        .filter(ready -> !Reason.REFUSED.text().equals(ready.getReason()))
                        .isPresent();
    }

    /// The condition of a type, if the status has it.
    public static Optional<Condition> condition(InferenceGatewayStatus status, ConditionType type) {
        return Transitions.find(status.conditions(), type);
    }

    private static Map<ConditionType, Finding> findings(
            InferenceGateway gateway, Observed observed, Rollout rollout, Optional<String> update) {
        var trouble = rollout.complete()
                ? Optional.<String>empty()
                : rollout.failure().or(() -> PodTrouble.of(observed.pods()));
        var accepted = Checks.accepted(gateway, observed);
        var available = Checks.available(rollout, trouble);
        var modelLoaded = Checks.modelLoaded(rollout, observed);
        var findings = new EnumMap<ConditionType, Finding>(ConditionType.class);
        findings.put(ConditionType.READY, Ready.of(accepted, available, modelLoaded, observed, update));
        findings.put(ConditionType.ACCEPTED, accepted);
        findings.put(ConditionType.AVAILABLE, available);
        findings.put(ConditionType.MODEL_LOADED, modelLoaded);
        findings.put(ConditionType.MONITORING_READY, Monitored.of(gateway, observed));
        Progress.stalled(rollout, observed, trouble)
                .ifPresentOrElse(stalled -> findings.put(ConditionType.STALLED, stalled), () -> Progress.reconciling(
                                rollout, trouble)
                        .ifPresent(working -> findings.put(ConditionType.RECONCILING, working)));
        return findings;
    }

    private static String selector(InferenceGateway gateway) {
        return Labels.gatewaySelector(gateway).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    // What a pod has said is kept until a pod of the finished rollout has been asked.
    private static ModelStatus model(
            InferenceGateway gateway, Observed observed, Rollout rollout, InferenceGatewayStatus previous) {
        String name = Names.model(gateway);
        var unknown = new ModelStatus(name, null, null, null, null, null);
        var earlier = Objects.requireNonNullElse(previous.model(), unknown);
        var kept = new ModelStatus(
                name,
                earlier.version(),
                earlier.digest(),
                earlier.sizeBytes(),
                earlier.loadedAt(),
                earlier.loadDuration());
        return observed.answer()
                .map(answer -> switch (answer) {
                    case PodAnswer.Loaded loaded ->
                        new ModelStatus(
                                name,
                                loaded.version(),
                                loaded.digest(),
                                loaded.sizeBytes(),
                                loaded.loadedAt(),
                                loaded.loadDuration());
                    case PodAnswer.NotLoaded starting -> kept;
                    case PodAnswer.Silent silent -> rollout.complete() ? unknown : kept;
                })
                .orElse(kept);
    }

    // The objectives of a spec that is not carried out are not in force.
    private static List<SloStatus> slos(
            InferenceGateway gateway, Observed observed, OperatorSettings settings, InferenceGatewayStatus previous) {
        return carriedOut(observed) ? AlertRules.slos(gateway, settings) : previous.slos();
    }

    // Nor is its image given to any pod.
    private static @Nullable RuntimeStatus runtime(
            InferenceGateway gateway, Observed observed, OperatorSettings settings, InferenceGatewayStatus previous) {
        if (!carriedOut(observed)) {
            return previous.runtime();
        }
        var runtime = RuntimeImage.status(gateway, settings);
        var waiting = observed.deployment().flatMap(HeldTemplate::update);
        return runtime == null || runtime.update() != null || waiting.isEmpty()
                ? runtime
                : new RuntimeStatus(runtime.device(), runtime.image(), waiting.get());
    }

    private static boolean carriedOut(Observed observed) {
        return observed.problems(Problem.InvalidSpec.class).isEmpty()
                && observed.problems(Problem.MissingReference.class).isEmpty();
    }
}
