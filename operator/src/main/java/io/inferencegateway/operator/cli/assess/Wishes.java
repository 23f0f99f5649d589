package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.contract.InferenceGateway;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the command line asks for.
///
/// @param name of a gateway in the cluster; without it there is a URL
/// @param resource of a gateway that no cluster has
/// @param prometheus overrides `PROMETHEUS_URL`
public record Wishes(
        Optional<String> name,
        Optional<String> namespace,
        Optional<String> context,
        Optional<URI> url,
        Optional<URI> managementUrl,
        String metricsPath,
        Optional<InferenceGateway> resource,
        Optional<Path> logFile,
        Optional<String> prometheus,
        Optional<String> apiKey,
        boolean insecure,
        boolean writeStatus) {}
