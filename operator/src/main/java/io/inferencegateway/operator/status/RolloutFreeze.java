package io.inferencegateway.operator.status;

import java.util.Optional;

/// How the error-budget policy stands on a changed model or image.
///
/// @param frozen whether such a change waits
/// @param heldBack what waits, and what serves instead; empty when nothing does
/// @param overriddenBy what the annotation says that lets everything through
public record RolloutFreeze(boolean frozen, Optional<String> heldBack, Optional<String> overriddenBy) {}
