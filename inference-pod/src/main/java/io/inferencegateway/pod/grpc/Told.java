package io.inferencegateway.pod.grpc;

import io.inferencegateway.pod.grpc.wire.DataType;
import io.inferencegateway.pod.grpc.wire.InferBatchStatistics;
import io.inferencegateway.pod.grpc.wire.InferStatistics;
import io.inferencegateway.pod.grpc.wire.ModelConfig;
import io.inferencegateway.pod.grpc.wire.ModelInput;
import io.inferencegateway.pod.grpc.wire.ModelMetadataResponse;
import io.inferencegateway.pod.grpc.wire.ModelOutput;
import io.inferencegateway.pod.grpc.wire.ModelResponseCache;
import io.inferencegateway.pod.grpc.wire.ModelStatistics;
import io.inferencegateway.pod.grpc.wire.StatisticDuration;
import io.inferencegateway.pod.oip.Descriptions;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import io.inferencegateway.pod.telemetry.ModelStatistics.Sum;

/// What is told of a model, as messages; the same as `Descriptions` says in JSON.
final class Told {
    private Told() {}

    static ModelMetadataResponse model(View view) {
        var message = ModelMetadataResponse.newBuilder()
                .setName(view.name())
                .addVersions(view.model().version())
                .setPlatform(Descriptions.PLATFORM);
        view.inputs().forEach(slot -> message.addInputs(slot(slot)));
        view.outputs().forEach(slot -> message.addOutputs(slot(slot)));
        return message.build();
    }

    private static ModelMetadataResponse.TensorMetadata slot(Slot slot) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(slot.name())
                .setDatatype(slot.datatype().name())
                .addAllShape(slot.shape())
                .build();
    }

    static ModelConfig configuration(View view) {
        var message = ModelConfig.newBuilder()
                .setName(view.name())
                .setPlatform(Descriptions.PLATFORM)
                .setBackend(Descriptions.BACKEND)
                .setMaxBatchSize(view.maxBatch())
                .setResponseCache(ModelResponseCache.newBuilder().setEnable(false));
        for (var slot : view.inputs()) {
            message.addInput(ModelInput.newBuilder()
                    .setName(slot.name())
                    .setDataType(type(slot))
                    .addAllDims(view.dims(slot)));
        }
        for (var slot : view.outputs()) {
            message.addOutput(ModelOutput.newBuilder()
                    .setName(slot.name())
                    .setDataType(type(slot))
                    .addAllDims(view.dims(slot)));
        }
        return message.build();
    }

    private static DataType type(Slot slot) {
        return DataType.valueOf(Descriptions.configured(slot.datatype()));
    }

    static ModelStatistics statistics(View view, io.inferencegateway.pod.telemetry.ModelStatistics of) {
        var message = ModelStatistics.newBuilder()
                .setName(view.name())
                .setVersion(view.model().version())
                .setLastInference(of.lastInference())
                .setInferenceCount(of.inferences())
                .setExecutionCount(of.executions())
                .setInferenceStats(InferStatistics.newBuilder()
                        .setSuccess(sum(of.success()))
                        .setFail(sum(of.fail()))
                        .setQueue(sum(of.queue()))
                        .setComputeInput(sum(of.compute().input()))
                        .setComputeInfer(sum(of.compute().infer()))
                        .setComputeOutput(sum(of.compute().output()))
                        .setCacheHit(StatisticDuration.getDefaultInstance())
                        .setCacheMiss(StatisticDuration.getDefaultInstance()));
        of.batches()
                .forEach((size, batch) -> message.addBatchStats(InferBatchStatistics.newBuilder()
                        .setBatchSize(size)
                        .setComputeInput(sum(batch.input()))
                        .setComputeInfer(sum(batch.infer()))
                        .setComputeOutput(sum(batch.output()))));
        return message.build();
    }

    private static StatisticDuration sum(Sum sum) {
        return StatisticDuration.newBuilder()
                .setCount(sum.count())
                .setNs(sum.nanos())
                .build();
    }
}
