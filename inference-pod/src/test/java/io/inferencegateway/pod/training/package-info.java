/// Not shipped: trains the AOT cache of the image. The Dockerfile runs it, a test runs it against a pod.
package io.inferencegateway.pod.training;
