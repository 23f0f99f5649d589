package io.inferencegateway.operator.export;

import io.inferencegateway.operator.slo.AlertPolicy;
import io.inferencegateway.operator.slo.Capacity;
import io.inferencegateway.operator.slo.Promises;
import java.util.List;
import java.util.stream.Stream;

/// What a gateway promises, in the words of another tool; the door of this room.
///
/// @param documents to be written one after the other, as YAML or JSON
/// @param notes what the tool cannot say, for the user; a line each
public record Export(List<Object> documents, List<String> notes) {
    public Export {
        documents = List.copyOf(documents);
        notes = List.copyOf(notes);
    }

    /// OpenSLO, version openslo/v1.
    public static Export openSlo(Promises promises) {
        return export(OpenSlo.documents(promises), promises, List.of());
    }

    /// sloth, version prometheus/v1.
    public static Export sloth(Promises promises, AlertPolicy policy) {
        return export(List.of(Sloth.of(promises, policy)), promises, Sloth.notes(promises));
    }

    /// Pyrra, version pyrra.dev/v1alpha1.
    public static Export pyrra(Promises promises, AlertPolicy policy) {
        return export(Pyrra.documents(promises, policy), promises, List.of());
    }

    private static Export export(List<?> documents, Promises promises, List<String> notes) {
        var throughput = promises.capacity().stream()
                .map(capacity -> Capacity.NAME
                        + " is left out: it is a capacity (%s requests a second), not a share of"
                                .formatted(capacity.target().toPlainString())
                        + " events with an error budget");
        return new Export(
                List.copyOf(documents),
                Stream.concat(notes.stream(), throughput)
                        .map(note -> promises.gateway().text() + ": " + note)
                        .toList());
    }
}
