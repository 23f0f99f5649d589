package io.inferencegateway.operator.cli.doctor;

/// One line of `igw doctor`.
///
/// @param id names it for programs, such as `metrics-server`
/// @param what names it for people
/// @param needed whether gateways cannot be had without it: every gateway, or the one that was asked about
/// @param seen what is there, or what is not
/// @param neededFor what a gateway needs it for
/// @param advice what to do; empty when it is as it should be
public record Diagnosis(
        String id, String what, State state, boolean needed, String seen, String neededFor, String advice) {
    /// Whether something that is needed is not there.
    public boolean bad() {
        return needed && state != State.OK;
    }
}
