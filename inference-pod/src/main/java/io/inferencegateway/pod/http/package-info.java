/// Routes, request and answer; the only room that knows the web server.
@NullMarked
package io.inferencegateway.pod.http;

import org.jspecify.annotations.NullMarked;
