/// The `InferenceGateway` resource as records: the contract between its user, the API server and the operator.
///
/// Each record fills its defaults in its compact constructor, so that code behind the contract never meets an absent
/// value; the generated schema carries a default only where the API server applies it too.
@NullMarked
package io.inferencegateway.contract;

import org.jspecify.annotations.NullMarked;
