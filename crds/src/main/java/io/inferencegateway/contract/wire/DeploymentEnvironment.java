package io.inferencegateway.contract.wire;

import java.util.Locale;

/// Where a pod serves: in logs, `app_info` and the traces' `deployment.environment.name`.
public enum DeploymentEnvironment {
    DEVELOPMENT,
    STAGING,
    PRODUCTION;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
