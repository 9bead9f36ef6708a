package io.dualwrite.planted;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one test class, and says in its last line whether a test failed. */
final class HuntMain {
    static final String RESULT = "hunt: ";

    private HuntMain() {}

    public static void main(String[] args) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(args[0]))
                .filters(TagFilter.excludeTags("nightly"))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.getSummary().printFailuresTo(out, 5);
        long failed = summary.getSummary().getTotalFailureCount();
        long found = summary.getSummary().getTestsFoundCount();
        out.println(RESULT + (found == 0 ? "nothing to run" : failed > 0 ? "failed" : "passed"));
        System.exit(0);
    }
}
