package io.dualwrite.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings edited, added and deleted flow files into the running context. Camel's own reload lets a broken file through
 * to the point where the old routes are gone, forgets the routes of deleted files and does not carry an edited
 * routeConfiguration to the routes that name it; so a file is tried in a scratch context first, and shared files reload
 * everything that stands on them.
 */
final class RouteReload {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    private final CamelContext context;
    private final Path folder;
    private final Linting linting;
    private final RouteTrial trial;
    private final Watch watch;
    private final Map<Path, Set<String>> routesOfFile = new HashMap<>();

    RouteReload(CamelContext context, Path folder, Linting linting, RouteTrial trial) {
        this.linting = linting;
        this.context = context;
        this.folder = folder;
        this.trial = trial;
        this.watch = new Watch(folder, ".camel.yaml");
    }

    /** Call once when the context has loaded the folder. */
    void remember() {
        watch.look();
        for (Route route : context.getRoutes()) {
            if (route.getSourceResource() != null) {
                routesOfFile
                        .computeIfAbsent(fileOf(route.getSourceResource()), file -> new HashSet<>())
                        .add(route.getRouteId());
            }
        }
    }

    /** Looks at the folder once and applies what changed. */
    void look() {
        Watch.Difference difference = watch.look();
        if (difference.isEmpty()) {
            return;
        }
        difference.removed().forEach(this::removeFile);
        List<Path> usable = new ArrayList<>();
        for (Path file : difference.changed()) {
            if (tried(file)) {
                usable.add(file);
            }
        }
        boolean shared = usable.stream().anyMatch(this::isShared);
        (shared ? everyFile() : usable.stream()).forEach(this::update);
    }

    private boolean tried(Path file) {
        try {
            trial.accept(file);
            List<String> errors = linting.errorsOf(file);
            errors.forEach(error -> LOG.error("flow refused, the running version goes on: {}", error));
            return errors.isEmpty();
        } catch (RouteTrial.Refused refused) {
            LOG.error("{} is refused, the running version goes on: {}", name(file), refused.getMessage());
            return false;
        }
    }

    private boolean isShared(Path file) {
        return trial.hasRouteConfiguration(file);
    }

    private Stream<Path> everyFile() {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        new ArrayList<>(model.getRouteConfigurationDefinitions()).forEach(definition -> {
            try {
                model.removeRouteConfiguration(definition);
            } catch (Exception e) {
                throw new IllegalStateException("cannot replace routeConfiguration " + definition.getId(), e);
            }
        });
        // The shared files first: the others name what they define.
        return Watch.files(folder, ".camel.yaml").stream()
                .sorted((one, two) -> Boolean.compare(isShared(two), isShared(one)));
    }

    private void update(Path file) {
        try {
            Set<String> now =
                    new HashSet<>(PluginHelper.getRoutesLoader(context).updateRoutes(resource(file)));
            Set<String> before = routesOfFile.getOrDefault(file, Set.of());
            for (String gone : before) {
                if (!now.contains(gone)) {
                    removeRoute(gone);
                }
            }
            routesOfFile.put(file, now);
            LOG.info("{} is in effect: {}", name(file), now.isEmpty() ? "shared parts" : String.join(", ", now));
        } catch (Exception e) {
            LOG.error("{} could not be brought into effect: {}", name(file), RouteTrial.reason(e), e);
        }
    }

    private void removeFile(Path file) {
        Set<String> routes = routesOfFile.remove(file);
        if (routes != null) {
            routes.forEach(this::removeRoute);
            LOG.info("{} is gone, and with it {}", name(file), String.join(", ", routes));
        }
    }

    private void removeRoute(String id) {
        try {
            context.getRouteController().stopRoute(id);
            context.removeRoute(id);
        } catch (Exception e) {
            LOG.error("route {} could not be removed: {}", id, RouteTrial.reason(e), e);
        }
    }

    private Resource resource(Path file) {
        return ResourceHelper.resolveResource(context, "file:" + file);
    }

    private static Path fileOf(Resource resource) {
        return Path.of(resource.getURI()).toAbsolutePath().normalize();
    }

    private String name(Path file) {
        return folder.getFileName().resolve(folder.relativize(file)).toString();
    }
}
