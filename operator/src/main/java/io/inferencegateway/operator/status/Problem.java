package io.inferencegateway.operator.status;

import java.util.List;

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

    /// The API server refused an object.
    ///
    /// @param words the server's own
    record Refused(String kind, String name, String words) implements Problem {
        @Override
        public String message() {
            return "the API server refused %s %s: %s".formatted(kind, name, words);
        }
    }
}
