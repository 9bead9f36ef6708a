package io.dualwrite.runtime;

import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Place;
import io.dualwrite.component.DataverseComponent;
import io.dualwrite.component.FinopsComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.properties.PropertiesComponent;

/** Lets Camel load flows that never start, with nothing behind the names that they use. */
final class FlowTrials {
    private static final Pattern LINE = Pattern.compile("line:? ?(\\d+)");

    private final RouteTrial trial;

    /** What the drop folders hand their files to. */
    public static final class Journal {
        /** Takes a file, as the real one does. */
        public void accept() {
            // Flows on trial never run.
        }
    }

    /** @param steps names that a flow may process by */
    FlowTrials(Path folder, Properties properties, Collection<String> steps) {
        trial = new RouteTrial(folder, scratch -> {
            ((PropertiesComponent) scratch.getPropertiesComponent()).setInitialProperties(properties);
            furnish(scratch, steps);
        });
    }

    private static void furnish(CamelContext context, Collection<String> steps) {
        context.addComponent("finops", new FinopsComponent());
        context.addComponent("dataverse", new DataverseComponent());
        context.getRegistry().bind("journal", new Journal());
        GenericFileFilter<Object> all = file -> true;
        context.getRegistry().bind("quietFiles", GenericFileFilter.class, all);
        Processor none = exchange -> {};
        steps.forEach(name -> context.getRegistry().bind(name, Processor.class, none));
    }

    /** Does Camel load them all together? Then there is no need to try each. */
    boolean all(List<Path> files) {
        try {
            trial.accept(files);
            return true;
        } catch (RouteTrial.Refused refused) {
            return false;
        }
    }

    /** @param shown the file as a person looks for it */
    Stream<Finding> of(Path file, String shown) {
        try {
            trial.accept(file);
            return Stream.empty();
        } catch (RouteTrial.Refused refused) {
            Matcher line = LINE.matcher(refused.getMessage());
            int number = line.find() ? Integer.parseInt(line.group(1)) : 1;
            return List.of(new Finding(
                            Code.FLOW_REFUSED,
                            Place.of(shown, number, ""),
                            refused.getMessage(),
                            "a flow that Camel loads"))
                    .stream();
        }
    }
}
