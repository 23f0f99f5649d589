package io.inferencegateway.contract;

/// How the resource names a Secret or ConfigMap, and a key of it: as Kubernetes does, in the gateway's own namespace.
final class References {
    static final String NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";
    static final String KEY = "^[-._a-zA-Z0-9]+$";
    static final int MAX_LENGTH = 253;

    private References() {}
}
