/// What the pod emits and the operator relies on, written once: settings, paths, ports, metric names, outcomes.
/// This package uses the JDK only, so that the pod gets no Kubernetes client through it.
@NullMarked
package io.inferencegateway.contract.wire;

import org.jspecify.annotations.NullMarked;
