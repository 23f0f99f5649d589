package io.inferencegateway.operator.desired;

import static io.inferencegateway.operator.desired.Scenario.everything;
import static io.inferencegateway.operator.desired.Scenario.firing;
import static io.inferencegateway.operator.desired.Scenario.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.slo.BurnWindow;
import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Objectives;
import io.inferencegateway.operator.slo.Urgency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every alert over the targets and windows people choose: exact arithmetic says when it should begin and end, and
/// Prometheus' own tool whether it does. A margin of minutes covers what a sample a minute cannot show.
class GeneratedScenariosTest {
    private static final long A_MINUTE = 10_000;
    private static final String BURN = "alertname=\"InferenceGatewayErrorBudgetBurn\",";

    @TempDir
    static Path folder;

    record Case(String target, int days) {
        @Override
        public String toString() {
            return target + "-" + days + "d";
        }

        Objective objective() {
            return Objectives.availability(new GatewayName("ml", "resnet50"), Double.parseDouble(target), days);
        }

        String spec() {
            return """
                    slo: {window: %2$dd, availability: {target: %1$s}, latency: {target: %1$s}, inferenceLatency: {target: %1$s}, confidence: {target: %1$s}}
                      alerting: {thresholdAlerts: true}
                      observability: {metrics: {serviceMonitor: {interval: 1m}}}""".formatted(target, days);
        }

        List<BurnWindow> pairs(Urgency urgency) {
            return BurnWindow.ALL.stream()
                    .filter(pair -> pair.urgency() == urgency && pair.reachable(objective()))
                    .toList();
        }
    }

    static Stream<Case> cases() {
        return Stream.of("90", "95", "99", "99.5", "99.9", "99.95")
                .flatMap(target -> Stream.of(new Case(target, 28), new Case(target, 30)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void pagesBeginAndEndWhenTheyShould(Case one) throws Exception {
        var rules = Scenario.rules(folder, "page-" + one, one.spec());
        var file = new Scenario(rules, "1m");
        burnt(file, one, 60, bad(one, one.pairs(Urgency.PAGE).getFirst(), "2"), Urgency.PAGE, 30, 3, 3);
        almost(file, one);
        quiet(file, one);
        blind(file);
        file.play(folder.resolve("page-" + one + ".yaml"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void ticketsBeginAndEndWhenTheyShould(Case one) throws Exception {
        var rules = Scenario.rules(folder, "ticket-" + one, one.spec());
        var file = new Scenario(rules, "5m");
        burnt(file, one, 600, bad(one, one.pairs(Urgency.TICKET).getFirst(), "1.5"), Urgency.TICKET, 600, 4, 10);
        file.play(folder.resolve("ticket-" + one + ".yaml"));
    }

    // Health, errors until some time after the alert should begin, health until it should have ended.
    private static void burnt(
            Scenario file, Case one, int healthy, long bad, Urgency urgency, int longer, int objectives, int margin) {
        var pairs = one.pairs(urgency);
        var probe = new Traffic().then(healthy, A_MINUTE, 0).then(3000, A_MINUTE - bad, bad);
        int begin = up(probe.first(one.objective(), pairs, true, healthy).orElseThrow(), margin);
        int mended = up(begin + longer, 5);
        var traffic = new Traffic()
                .then(healthy, A_MINUTE, 0)
                .then(mended - healthy, A_MINUTE - bad, bad)
                .then(urgency == Urgency.PAGE ? 45 : 330, A_MINUTE, 0);
        int end = traffic.first(one.objective(), pairs, false, mended).orElseThrow();
        int after = up(end, margin) + margin;
        assertTrue(after < traffic.minutes(), "the end of the alert is in the scenario");
        assertTrue(
                pairs.stream()
                        .anyMatch(pair -> traffic.above(after, pair.longWindow(), pair.threshold(one.objective()))),
                "the short window ends the alert, while the long one still remembers");
        var severity = BURN + "severity=\"" + (urgency == Urgency.PAGE ? "critical" : "warning") + "\"";
        var checks = new ArrayList<>(List.of(
                firing(healthy, severity, 0),
                firing(begin - 2 * margin, severity, 0),
                firing(begin + margin, severity, objectives),
                firing(mended, severity, objectives),
                firing(after, severity, 0)));
        if (urgency == Urgency.PAGE) {
            // The lab's alerts look at the same minutes.
            for (var part : List.of("Latency", "InferenceLatency", "ErrorRate", "Throughput")) {
                checks.add(firing(mended, "alertname=~\"InferenceGateway" + part + "(Warning|Critical)\"", 2));
            }
            checks.add(firing(mended, "alertname=\"InferenceGatewayAvailabilityCritical\"", 1));
            if (one.target().equals("90")) {
                // A total outage for more than an hour; smaller ones do not last.
                checks.add(firing(mended, "alertname=\"InferenceGatewayConfidenceCritical\"", 1));
            }
            checks.add(silent(traffic.minutes(), ",slo=\"confidence\",severity=\"critical\",alertname=~\".*Burn\""));
        } else {
            checks.add(silent(traffic.minutes(), "," + BURN + "severity=\"critical\""));
            // 4.2 or 4.5 times what is allowed: more than twice, less than five times.
            checks.add(firing(mended, "alertname=\"InferenceGatewayAvailabilityWarning\"", 1));
            checks.add(firing(mended, "alertname=\"InferenceGatewayConfidenceWarning\"", 1));
            checks.add(silent(traffic.minutes(), ",alertname=\"InferenceGatewayAvailabilityCritical\""));
        }
        file.test("%s burn at %s".formatted(urgency, one), everything("a", traffic), checks);
    }

    // Nine tenths of what the slower page asks for, for hours.
    private static void almost(Scenario file, Case one) {
        long bad = bad(one, one.pairs(Urgency.PAGE).getLast(), "0.9");
        var traffic = new Traffic().then(90, A_MINUTE - bad, bad);
        file.test("almost a page", everything("a", traffic), List.of(silent(90, "," + BURN + "severity=\"critical\"")));
    }

    private static void quiet(Scenario file, Case one) {
        file.test("no traffic", everything("a", new Traffic().then(45, 0, 0)), List.of(silent(45, "")));
        var lonely = new Traffic().then(60, 0, 0).then(1, 3, 1).then(40, 0, 0);
        file.test("one error at low traffic", everything("a", lonely), List.of(silent(101, "")));
        // A tenth of what is allowed, below the capacity; one restarts after an hour, a third is new with a history.
        long bad = bad(one, one.pairs(Urgency.TICKET).getLast(), "0.1");
        var steady = new Traffic().then(120, (A_MINUTE - bad) / 10, bad / 10);
        var series = new ArrayList<>(everything("a", steady));
        everything("b", new Traffic().then(60, 40, 0)).stream()
                .map(line -> line.replaceFirst("values: '0 ", "values: '5000 ").replaceFirst("'}", " 0+40x59'}"))
                .filter(line -> line.contains("outcome=\"success\"}") && line.contains("http_requests_total"))
                .forEach(series::add);
        series.add(Scenario.series("http_requests_total", "b", ",outcome=\"failed\"", "900x60 0x59"));
        series.add(Scenario.series("http_requests_total", "c", ",outcome=\"success\"", "_x90 7000+40x29"));
        series.add(Scenario.series("http_requests_total", "c", ",outcome=\"failed\"", "_x90 700x29"));
        file.test("a restarted pod and a new one", series, List.of(silent(119, "")));
    }

    private static void blind(Scenario file) {
        var missing = "alertname=\"InferenceGatewaySLIMissing\"";
        file.test(
                "series that are missing",
                Scenario.up("a", 20),
                List.of(firing(8, missing, 0), firing(12, missing, 4), silent(20, ",alertname!~\".*Missing\"")));
        var down = "alertname=\"InferenceGatewayTargetsDown\"";
        file.test(
                "no pod answers",
                List.of(Scenario.series("up", "a", "", "1x9 0x10")),
                List.of(firing(13, down, 0), firing(17, down, 1)));
    }

    // Bad events a minute that make a multiple of a pair's threshold; at most all of them.
    private static long bad(Case one, BurnWindow pair, String multiple) {
        return pair.threshold(one.objective())
                .multiply(new BigDecimal(multiple))
                .min(BigDecimal.ONE)
                .multiply(BigDecimal.valueOf(A_MINUTE))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static int up(int minute, int step) {
        return (minute + step - 1) / step * step;
    }
}
