package io.inferencegateway.pod.predict;

import java.util.List;

/// Whether a model can answer `/predict`. A model that cannot is loaded all the same, for the other protocols.
public sealed interface ImageUse {
    /// An image classifier, with all that `/predict` must know of it.
    ///
    /// @param labels class names, in the order of the output
    /// @param preprocessing how pictures become its input
    record Classifier(List<String> labels, Preprocessing preprocessing) implements ImageUse {
        public Classifier {
            labels = List.copyOf(labels);
        }
    }

    /// Something else.
    ///
    /// @param lacks what it lacks, as the end of a sentence
    record Unfit(String lacks) implements ImageUse {}
}
