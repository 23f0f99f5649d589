/// The loop and its door to the cluster; the only room that knows java-operator-sdk and the Kubernetes client.
@NullMarked
package io.inferencegateway.operator.reconcile;

import org.jspecify.annotations.NullMarked;
