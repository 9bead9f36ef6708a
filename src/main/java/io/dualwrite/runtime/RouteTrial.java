package io.dualwrite.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Loads a flow file into a context of its own that never starts, to find out whether it would run. */
final class RouteTrial {
    private static final Pattern LINE = Pattern.compile("line (\\d+)(?:, column (\\d+))?");
    private static final Pattern ROUTE_CONFIGURATION = Pattern.compile("(?m)^- routeConfiguration:");

    private final Path folder;
    private final Consumer<CamelContext> furnish;

    /** A file that would not run; the message says where and why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @param furnish gives a context the components, beans and properties that flows may name
     */
    RouteTrial(Path folder, Consumer<CamelContext> furnish) {
        this.folder = folder;
        this.furnish = furnish;
    }

    /**
     * @throws Refused if the file cannot be parsed, or names something that does not exist
     */
    void accept(Path file) throws Refused {
        accept(List.of(file));
    }

    /**
     * Several files together.
     *
     * @throws Refused if one of them cannot be parsed, or names something that does not exist
     */
    void accept(List<Path> files) throws Refused {
        try (DefaultCamelContext scratch = new DefaultCamelContext()) {
            furnish.accept(scratch);
            scratch.setAutoStartup(false);
            scratch.setSourceLocationEnabled(true);
            RoutesLoader loader = PluginHelper.getRoutesLoader(scratch);
            for (Path needed : neededBy(files)) {
                loader.loadRoutes(ResourceHelper.resolveResource(scratch, "file:" + needed));
            }
            scratch.start();
            requireIds(scratch);
        } catch (Exception e) {
            throw new Refused(reason(e), e);
        }
    }

    private static void requireIds(CamelContext scratch) {
        for (Route route : scratch.getRoutes()) {
            if (!route.isCustomId()) {
                throw new IllegalArgumentException("line " + route.getSourceLocationShort()
                        + ": a route without id; expected id: <map>.<direction>");
            }
        }
    }

    private Set<Path> neededBy(List<Path> files) {
        Set<Path> needed = new LinkedHashSet<>();
        for (Path other : Watch.files(folder, ".camel.yaml")) {
            if (hasRouteConfiguration(other)) {
                needed.add(other);
            }
        }
        needed.addAll(files);
        return needed;
    }

    /** Does it define what other files stand on? */
    boolean hasRouteConfiguration(Path file) {
        try {
            return ROUTE_CONFIGURATION.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The place and the innermost reason of a failure, in one line. */
    static String reason(Throwable failure) {
        String where = "";
        Throwable cause = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Matcher line = LINE.matcher(String.valueOf(each.getMessage()));
            if (where.isEmpty() && line.find()) {
                where = line.group() + ": ";
            }
            cause = each;
        }
        List<String> lines =
                String.valueOf(cause.getMessage()).lines().map(String::strip).toList();
        String message = String.join(" ", lines);
        return where + (message.equals("null") ? cause.getClass().getSimpleName() : message);
    }
}
