package io.dualwrite.exchange;

import io.dualwrite.schema.Table;

/** The flows of a map, in the shape of the shipped ones. */
record FlowText(String name, Table finops, Table dataverse) {
    String of(boolean toDataverse, boolean toFinops) {
        String there = toDataverse
                ? route(
                        "to-dataverse",
                        finops.display() + " -> " + dataverse.set(),
                        "finops:" + finops.set(),
                        "toDataverse",
                        "dataverse:" + dataverse.set())
                : "";
        String back = toFinops
                ? route(
                        "to-finops",
                        dataverse.set() + " -> " + finops.display(),
                        "dataverse:" + dataverse.set(),
                        "toFinops",
                        "finops:" + finops.set())
                : "";
        return there + (there.isEmpty() || back.isEmpty() ? "" : "\n") + back;
    }

    private String route(String direction, String description, String from, String step, String to) {
        return """
                - route:
                    id: %s.%s
                    description: %s
                    routeConfigurationId: delivery
                    from:
                      uri: %s
                      steps:
                        - process: { ref: %s.%s }
                        - to:
                            uri: %s
                            parameters: { operation: upsert, batchSize: "{{delivery.batch-size}}" }
                """
                .formatted(
                        name,
                        direction,
                        Quoted.word(description).equals(description) ? description : Quoted.always(description),
                        from,
                        name,
                        step,
                        to);
    }
}
