package io.inferencegateway.operator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Locale;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import tools.jackson.core.JsonGenerator;

/// The field `level` in lower case, as in the pods' logs: one query finds the warnings of both.
public final class LowerCaseLevel extends AbstractFieldJsonProvider<ILoggingEvent> {
    public LowerCaseLevel() {
        setFieldName("level");
    }

    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) {
        json.writeStringProperty(getFieldName(), event.getLevel().toString().toLowerCase(Locale.ROOT));
    }
}
