package io.inferencegateway.operator.status;

import io.inferencegateway.operator.desired.Reference;
import io.inferencegateway.operator.desired.Unserved;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What kept the operator from carrying out a spec; each is answered by a condition, not by an exception.
public sealed interface Problem {
    /// What to tell the user, including what to do next.
    String message();

    /// The spec itself cannot be carried out; the objects of the last good one stay.
    ///
    /// @param sentences one per fault
    record InvalidSpec(List<String> sentences) implements Problem {
        public InvalidSpec {
            sentences = List.copyOf(sentences);
        }

        @Override
        public String message() {
            return String.join("; ", sentences);
        }
    }

    /// Something that the spec names does not exist; the objects of the last good spec stay.
    ///
    /// @param absent its keys that are missing; all of them when the object itself is
    record MissingReference(Reference reference, String namespace, boolean exists, List<String> absent)
            implements Problem {
        public MissingReference {
            absent = List.copyOf(absent);
        }

        @Override
        public String message() {
            String kind = reference.kind().text();
            String keys = String.join(", ", absent);
            return exists
                    ? "%s needs %s in the %s %s of namespace %s, which does not have it; add it (kubectl edit %s %s -n %s), or name another"
                            .formatted(
                                    reference.field(),
                                    keys,
                                    kind,
                                    reference.name(),
                                    namespace,
                                    kind.toLowerCase(Locale.ROOT),
                                    reference.name(),
                                    namespace)
                    : "%s names the %s %s, which is not in namespace %s; create it%s (%s), or name another"
                            .formatted(
                                    reference.field(),
                                    kind,
                                    reference.name(),
                                    namespace,
                                    absent.isEmpty() ? "" : " with " + keys,
                                    command());
        }

        private String command() {
            String kind =
                    switch (reference.kind()) {
                        case SECRET -> "secret generic";
                        case CONFIG_MAP -> "configmap";
                        case CLAIM -> "";
                    };
            if (kind.isEmpty()) {
                return "kubectl apply -n %s -f CLAIM.yaml".formatted(namespace);
            }
            return "kubectl create %s %s -n %s%s"
                    .formatted(
                            kind,
                            reference.name(),
                            namespace,
                            absent.stream()
                                    .map(key -> " --from-file=" + key + "=FILE")
                                    .collect(Collectors.joining()));
        }
    }

    /// An object that the gateway needs exists and is somebody else's.
    ///
    /// @param owner who controls it, in words
    record NameConflict(String kind, String name, String owner) implements Problem {
        @Override
        public String message() {
            return "%s %s exists and belongs to %s; it is left alone. Rename the gateway, or delete that object"
                    .formatted(kind, name, owner);
        }
    }

    /// The spec asks for a kind that the cluster does not have; everything else is carried out.
    record NotServed(Unserved kind) implements Problem {
        @Override
        public String message() {
            return "%s needs the kind %s, which the cluster does not have; %s. It is looked for again every minute"
                    .formatted(kind.field(), kind.kind(), kind.advice());
        }
    }

    /// The API server refused to write an object, or to delete it.
    ///
    /// @param words the server's own
    record Refused(String kind, String name, boolean deleting, String words) implements Problem {
        public Refused(String kind, String name, String words) {
            this(kind, name, false, words);
        }

        @Override
        public String message() {
            return "the API server refused %s%s %s: %s".formatted(deleting ? "to delete " : "", kind, name, words);
        }
    }
}
