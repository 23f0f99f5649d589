package io.inferencegateway.pod;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.runtime.OnnxEngine;
import io.inferencegateway.pod.telemetry.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Entry of the pod: environment to settings, settings to a pod, a signal to its clean stop.
public final class Main {
    /// Exit status for settings that cannot be used.
    private static final int BAD_SETTINGS = 2;

    private static final String DOTENV = ".env";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            OnnxEngine.prepare();
            var settings = PodSettings.fromEnv(environment());
            // Logging has to look through all jars first, which takes as long as opening a small model.
            var model = OpenedModel.ahead(settings);
            Logging.start();
            Logging.apply(settings);
            var pod = Pod.open(settings, model);
            // While the model is loaded: a pod that is told to end meanwhile ends as cleanly.
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        pod.drain();
                        pod.close();
                        Logging.stop();
                    }));
            pod.awaitModel();
        } catch (InvalidSettings refused) {
            Logging.start();
            refused.problems()
                    .forEach(problem ->
                            log().atError().addKeyValue("error", problem).log("Invalid setting"));
            System.exit(BAD_SETTINGS);
        } catch (RuntimeException failed) {
            Logging.start();
            log().atError().setCause(failed).log("The pod cannot start");
            System.exit(1);
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Main.class);
    }

    /// The process's variables, over those of a `.env` file in the working directory.
    private static Map<String, String> environment() {
        var merged = new LinkedHashMap<String, String>();
        if (!Files.exists(Path.of(DOTENV))) {
            // The library would look through all jars for it.
            return System.getenv();
        }
        for (DotenvEntry entry :
                Dotenv.configure().ignoreIfMissing().load().entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
            merged.put(entry.getKey(), entry.getValue());
        }
        var process = System.getenv();
        merged.keySet().removeIf(name -> process.keySet().stream().anyMatch(name::equalsIgnoreCase));
        merged.putAll(process);
        return merged;
    }
}
