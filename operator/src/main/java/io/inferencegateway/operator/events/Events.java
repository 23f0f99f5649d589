package io.inferencegateway.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventSeriesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.operator.status.GatewayEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes Events of `events.k8s.io/v1`. The same news about the same object is one Event with a count, as long as the
/// API server keeps it (an hour by default). A failure is logged and forgotten: an Event is no state.
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final String CONTROLLER = "inferencegateway.io/operator";
    // metav1.MicroTime wants exactly six digits.
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    // The version of the object that was told about last. Whoever tells the same about the same version could not write
    // down that it had told it. Not `regarding`, which is immutable (k8s.io/kubernetes, ValidateEventUpdate).
    private static final String VERSION = "inferencegateway.io/resource-version";
    private static final int LONGEST_NOTE = 1024;
    private static final int CONFLICT = 409;

    private final String instance;
    private final InstantSource clock;

    /// @param instance which of the operator's replicas this is
    public Events(String instance, InstantSource clock) {
        this.instance = instance;
        this.clock = clock;
    }

    /// Writes one Event about an object; never fails.
    public void write(KubernetesClient client, HasMetadata about, GatewayEvent news) {
        var event = event(about, news);
        try {
            create(client, event);
        } catch (KubernetesClientException failed) {
            LOG.atWarn()
                    .setCause(failed)
                    .addKeyValue("namespace", about.getMetadata().getNamespace())
                    .addKeyValue("name", about.getMetadata().getName())
                    .addKeyValue("reason", news.reason().text())
                    .log("event not written");
        }
    }

    private void create(KubernetesClient client, Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != CONFLICT) {
                throw failed;
            }
            client.events()
                    .v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .withName(event.getMetadata().getName())
                    .edit(earlier -> again(earlier, event));
        }
    }

    private Event again(Event earlier, Event now) {
        var version = now.getMetadata().getAnnotations().get(VERSION);
        if (version != null
                && version.equals(earlier.getMetadata().getAnnotations().get(VERSION))) {
            return earlier;
        }
        int times = Optional.ofNullable(earlier.getSeries())
                .map(series -> series.getCount())
                .orElse(1);
        return new EventBuilder(earlier)
                .editMetadata()
                .addToAnnotations(now.getMetadata().getAnnotations())
                .endMetadata()
                .withSeries(new EventSeriesBuilder()
                        .withCount(times + 1)
                        .withLastObservedTime(now())
                        .build())
                .build();
    }

    private Event event(HasMetadata about, GatewayEvent news) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(about, news))
                .withNamespace(about.getMetadata().getNamespace())
                .withAnnotations(version(about))
                .endMetadata()
                .withRegarding(reference(about))
                .withType(news.severity().text())
                .withReason(news.reason().text())
                .withAction(news.action())
                .withNote(shortened(news.message()))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withEventTime(now())
                .build();
    }

    private static Map<String, String> version(HasMetadata about) {
        return Optional.ofNullable(about.getMetadata().getResourceVersion())
                .map(version -> Map.of(VERSION, version))
                .orElse(Map.of());
    }

    // From what makes two Events the same news, so that a second one finds the first.
    private static String name(HasMetadata about, GatewayEvent news) {
        String same = about.getMetadata().getUid() + "/" + news.reason() + "/" + news.message();
        return about.getMetadata().getName() + "." + UUID.nameUUIDFromBytes(same.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectReference reference(HasMetadata about) {
        var metadata = about.getMetadata();
        return new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build();
    }

    private MicroTime now() {
        return new MicroTime(MICROS.format(clock.instant()));
    }

    private static String shortened(String note) {
        return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 1) + "…";
    }
}
