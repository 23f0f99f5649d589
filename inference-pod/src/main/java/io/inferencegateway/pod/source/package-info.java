/// Where models are downloaded from, and where downloads are kept.
@NullMarked
package io.inferencegateway.pod.source;

import org.jspecify.annotations.NullMarked;
