package io.inferencegateway.pod.predict;

import java.util.List;

/// The model's run on the tensors of one request. Where the model's first dimension is the batch, one run can be made
/// of several that differ in nothing but their rows. Equal to itself only: comparing tensors would take time in the
/// queue.
public final class TensorTask implements Task<List<Tensor>> {
    private final List<Tensor> inputs;
    private final List<String> outputs;

    /// @param inputs all that the model has
    /// @param outputs names of those that are wanted
    TensorTask(List<Tensor> inputs, List<String> outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    public List<Tensor> inputs() {
        return inputs;
    }

    public List<String> outputs() {
        return outputs;
    }

    @Override
    public List<Tensor> on(Bench bench, Steps steps) {
        return steps.in(Step.PIPELINE, () -> bench.tensors().run(inputs, outputs, steps));
    }

    @Override
    public int rows() {
        return Rows.of(inputs);
    }

    /// One run for several requests, each of which joins the first.
    ///
    /// @return their outputs, in the order of the requests
    /// @throws ProblemException when the engine fails; whose fault it was is not known
    public static List<List<Tensor>> together(List<TensorTask> tasks, Bench bench, Steps steps) {
        var requests = tasks.stream().map(TensorTask::inputs).toList();
        return steps.in(Step.PIPELINE, () -> bench.tensors()
                .runTogether(requests, tasks.getFirst().outputs(), steps));
    }

    @Override
    public boolean joins(Task<?> other) {
        if (!(other instanceof TensorTask task) || !task.outputs.equals(outputs) || rows() == 0 || task.rows() == 0) {
            return false;
        }
        if (task.inputs.size() != inputs.size()) {
            return false;
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!alike(inputs.get(i), task.inputs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean alike(Tensor one, Tensor other) {
        return one.datatype() == other.datatype()
                && one.name().equals(other.name())
                && one.shape().size() == other.shape().size()
                && one.shape()
                        .subList(1, one.shape().size())
                        .equals(other.shape().subList(1, other.shape().size()));
    }
}
