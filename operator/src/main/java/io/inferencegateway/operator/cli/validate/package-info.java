/// The API server's answers without an API server: the committed CRD's schema, defaults and CEL rules, evaluated here.
@NullMarked
package io.inferencegateway.operator.cli.validate;

import org.jspecify.annotations.NullMarked;
