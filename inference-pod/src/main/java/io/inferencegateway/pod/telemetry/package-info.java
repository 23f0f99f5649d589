/// Metrics, traces and logs; the only room that knows their libraries.
@NullMarked
package io.inferencegateway.pod.telemetry;

import org.jspecify.annotations.NullMarked;
