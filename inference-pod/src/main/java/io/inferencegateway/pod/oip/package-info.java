/// The Open Inference Protocol, version 2, apart from how it travels: requests and answers as values, their JSON and
/// binary forms, and what is done between the two.
@NullMarked
package io.inferencegateway.pod.oip;

import org.jspecify.annotations.NullMarked;
