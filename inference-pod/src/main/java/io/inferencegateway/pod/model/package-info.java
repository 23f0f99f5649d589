/// Where a model comes from and what it says about itself.
@NullMarked
package io.inferencegateway.pod.model;

import org.jspecify.annotations.NullMarked;
