package io.inferencegateway.operator.reconcile;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.prometheus.Budgets;
import io.inferencegateway.operator.slo.GatewayName;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Set;

/// Brings a gateway to the loop when Prometheus says something new about it. Asking begins when this replica begins to
/// act, so that replicas that only wait ask nothing.
final class BudgetNews extends AbstractEventSource<Void, InferenceGateway> implements Budgets.Listener {
    private final Budgets budgets;
    private final IndexerResourceCache<InferenceGateway> gateways;

    BudgetNews(Budgets budgets, IndexerResourceCache<InferenceGateway> gateways) {
        super(Void.class, "ErrorBudget");
        this.budgets = budgets;
        this.gateways = gateways;
    }

    @Override
    public void start() {
        super.start();
        budgets.start(this);
    }

    @Override
    public void stop() {
        budgets.stop();
        super.stop();
    }

    @Override
    public void changed(Set<GatewayName> changed) {
        changed.stream()
                .map(gateway -> new ResourceID(gateway.name(), gateway.namespace()))
                .filter(gateways::contains)
                .forEach(this::bring);
    }

    @Override
    public void changedForAll() {
        gateways.keys().forEach(this::bring);
    }

    @Override
    public Set<Void> getSecondaryResources(InferenceGateway gateway) {
        return Set.of();
    }

    private void bring(ResourceID gateway) {
        getEventHandler().handleEvent(new Event(gateway));
    }
}
