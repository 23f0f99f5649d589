package io.inferencegateway.operator.assess;

/// The five parts of the lab's assessment, in its order.
public enum Group {
    METRICS("Metrics"),
    LOGGING("Logging"),
    TRACING("Tracing"),
    HEALTH("Health checks"),
    SLO("Service-level objectives");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
