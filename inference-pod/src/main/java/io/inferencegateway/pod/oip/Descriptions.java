package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import io.inferencegateway.pod.telemetry.ModelStatistics;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// What the protocol tells of the server and its models, in JSON.
public final class Descriptions {
    public static final String PLATFORM = "onnxruntime_onnx";
    public static final String BACKEND = "onnxruntime";
    /// What the protocol leaves to the server, and this one has.
    public static final List<String> EXTENSIONS = List.of(
            "binary_tensor_data",
            "classification",
            "model_configuration",
            "parameters",
            "schedule_policy",
            "statistics");

    private Descriptions() {}

    public static byte[] server(String name, String version) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("name", name);
            out.writeStringProperty("version", version);
            out.writeArrayPropertyStart("extensions");
            EXTENSIONS.forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    public static byte[] names(List<View> views) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("models");
            views.forEach(view -> out.writeString(view.name()));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    public static byte[] model(View view) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("name", view.name());
            out.writeArrayPropertyStart("versions");
            out.writeString(view.model().version());
            out.writeEndArray();
            out.writeStringProperty("platform", PLATFORM);
            slots(out, "inputs", view.inputs());
            slots(out, "outputs", view.outputs());
            out.writeEndObject();
        });
    }

    private static void slots(JsonGenerator out, String field, List<Slot> slots) {
        out.writeArrayPropertyStart(field);
        for (var slot : slots) {
            out.writeStartObject();
            out.writeStringProperty("name", slot.name());
            out.writeStringProperty("datatype", slot.datatype().name());
            numbers(out, "shape", slot.shape());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    public static byte[] configuration(View view) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("name", view.name());
            out.writeStringProperty("platform", PLATFORM);
            out.writeStringProperty("backend", BACKEND);
            out.writeNumberProperty("max_batch_size", view.maxBatch());
            configured(out, "input", view, view.inputs());
            configured(out, "output", view, view.outputs());
            out.writeObjectPropertyStart("response_cache");
            out.writeBooleanProperty("enable", false);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private static void configured(JsonGenerator out, String field, View view, List<Slot> slots) {
        out.writeArrayPropertyStart(field);
        for (var slot : slots) {
            out.writeStartObject();
            out.writeStringProperty("name", slot.name());
            out.writeStringProperty("data_type", configured(slot.datatype()));
            numbers(out, "dims", view.dims(slot));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// A type as the model configuration names it.
    public static String configured(Datatype type) {
        return "TYPE_" + (type == Datatype.BYTES ? "STRING" : type.name());
    }

    public static byte[] index(List<View> views) {
        return Json.write(out -> {
            out.writeStartArray();
            for (var view : views) {
                out.writeStartObject();
                out.writeStringProperty("name", view.name());
                out.writeStringProperty("version", view.model().version());
                out.writeStringProperty("state", "READY");
                out.writeStringProperty("reason", "");
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /// The two names of a model have its one statistics.
    public static byte[] statistics(List<View> views, ModelStatistics of) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("model_stats");
            views.forEach(view -> statistics(out, view, of));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void statistics(JsonGenerator out, View view, ModelStatistics of) {
        out.writeStartObject();
        out.writeStringProperty("name", view.name());
        out.writeStringProperty("version", view.model().version());
        out.writeNumberProperty("last_inference", of.lastInference());
        out.writeNumberProperty("inference_count", of.inferences());
        out.writeNumberProperty("execution_count", of.executions());
        out.writeObjectPropertyStart("inference_stats");
        sum(out, "success", of.success());
        sum(out, "fail", of.fail());
        sum(out, "queue", of.queue());
        compute(out, of.compute());
        sum(out, "cache_hit", NONE);
        sum(out, "cache_miss", NONE);
        out.writeEndObject();
        out.writeArrayPropertyStart("batch_stats");
        for (Map.Entry<Integer, ModelStatistics.Batch> batch : of.batches().entrySet()) {
            out.writeStartObject();
            out.writeNumberProperty("batch_size", batch.getKey());
            compute(out, batch.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /// There is no cache of answers.
    private static final ModelStatistics.Sum NONE = new ModelStatistics.Sum();

    private static void compute(JsonGenerator out, ModelStatistics.Batch batch) {
        sum(out, "compute_input", batch.input());
        sum(out, "compute_infer", batch.infer());
        sum(out, "compute_output", batch.output());
    }

    private static void sum(JsonGenerator out, String field, ModelStatistics.Sum sum) {
        out.writeObjectPropertyStart(field);
        out.writeNumberProperty("count", sum.count());
        out.writeNumberProperty("ns", sum.nanos());
        out.writeEndObject();
    }

    private static void numbers(JsonGenerator out, String field, List<Long> numbers) {
        out.writeArrayPropertyStart(field);
        numbers.forEach(out::writeNumber);
        out.writeEndArray();
    }

    /// Whether the server, or a model of it, is ready; both answers the protocol's clients look for.
    ///
    /// @param name of a model; empty for the server
    /// @param why it is not; empty when it is
    public static byte[] readiness(String name, String why) {
        return Json.write(out -> {
            out.writeStartObject();
            if (name.isEmpty()) {
                out.writeBooleanProperty("live", true);
            } else {
                out.writeStringProperty("name", name);
            }
            out.writeBooleanProperty("ready", why.isEmpty());
            if (!why.isEmpty()) {
                out.writeStringProperty("error", why);
            }
            out.writeEndObject();
        });
    }

    public static byte[] live() {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("live", true);
            out.writeEndObject();
        });
    }

    /// The protocol's body of everything that goes wrong.
    public static byte[] error(String message) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("error", message);
            out.writeEndObject();
        });
    }
}
