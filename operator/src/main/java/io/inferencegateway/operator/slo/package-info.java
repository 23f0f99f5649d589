/// From objectives to rules: Prometheus recording rules and burn-rate alerts. Pure; knows no Kubernetes.
@NullMarked
package io.inferencegateway.operator.slo;

import org.jspecify.annotations.NullMarked;
