package dev.cairn.standalone.killing.inquest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is on the topics, by topic and key, in the topics' order. */
public record Events(Map<String, Map<String, List<Record>>> byTopicAndKey) {

    static Events of(Stream<Record> found) {
        return new Events(found.collect(Collectors.groupingBy(Record::topic, Collectors.groupingBy(Record::key))));
    }

    /** What one service decided about a model. */
    List<Record> of(String topic, String model) {
        return byTopicAndKey.getOrDefault(topic, Map.of()).getOrDefault("model:" + model, List.of());
    }
}
