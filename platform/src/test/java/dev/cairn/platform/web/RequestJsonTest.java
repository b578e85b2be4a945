package dev.cairn.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import dev.cairn.test.Clause;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class RequestJsonTest {

    private static final JsonMapper JSON = RequestJson.mapper();

    enum Verdict {
        APPROVE,
        REJECT
    }

    record Review(
            @Nullable Verdict verdict,
            @Nullable Stage stage,
            @Nullable ModelName model,
            @Nullable String meaning,
            @Nullable List<Verdict> confirmed,
            @Nullable List<String> words,
            @Nullable Map<String, String> labels,
            @Nullable Integer count,
            @Nullable Boolean all,
            @Nullable BigDecimal bound,
            @Nullable UUID id,
            @Nullable LocalDate until,
            @Nullable Instant at) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"verdict\":0}",
                "{\"verdict\":\"0\"}",
                "{\"verdict\":\"\"}",
                "{\"verdict\":\"approve\"}",
                "{\"verdict\":[\"APPROVE\"]}",
                "{\"verdict\":\"REJECT\",\"verdict\":\"APPROVE\"}",
                "{\"stage\":0}",
                "{\"stage\":\"PROD\"}",
                "{\"model\":7}",
                "{\"model\":true}",
                "{\"meaning\":1}",
                "{\"meaning\":1.5}",
                "{\"meaning\":false}",
                "{\"meaning\":[\"x\"]}",
                "{\"confirmed\":[1]}",
                "{\"confirmed\":\"APPROVE\"}",
                "{\"words\":[1]}",
                "{\"labels\":{\"a\":1}}",
                "{\"labels\":{\"a\":\"x\",\"a\":\"y\"}}",
                "{\"count\":\"1\"}",
                "{\"count\":\"\"}",
                "{\"count\":1.0}",
                "{\"count\":1.9}",
                "{\"count\":true}",
                "{\"all\":1}",
                "{\"all\":\"true\"}",
                "{\"all\":\"\"}",
                "{\"bound\":\"0.5\"}",
                "{\"bound\":true}",
                "{\"id\":1}",
                "{\"until\":0}",
                "{\"until\":\"1\"}",
                "{\"until\":[2026,12,31]}",
                "{\"until\":\"\"}",
                "{\"until\":\"2026-02-30\"}",
                "{\"at\":0}",
                "{\"at\":\"1700000000\"}",
                "{\"nobody\":1}",
                "{}{}",
                "{} 1"
            })
    @Clause("REG-7")
    void takesNothingForWhatItIsNot(String body) {
        assertThatThrownBy(() -> JSON.readValue(body, Review.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void readsWhatIsWrittenAsItIsDescribed() {
        String body = """
                {"verdict":"APPROVE","stage":"prod","model":"fraud","meaning":"1","confirmed":["REJECT"],"words":["true"],
                 "labels":{"a":"1"},"count":1,"all":true,"bound":1,"id":"0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f",
                 "until":"2026-12-31","at":"2026-03-31T12:00:00Z"}""";

        assertThat(JSON.readValue(body, Review.class))
                .isEqualTo(new Review(
                        Verdict.APPROVE,
                        Stage.PROD,
                        new ModelName("fraud"),
                        "1",
                        List.of(Verdict.REJECT),
                        List.of("true"),
                        Map.of("a", "1"),
                        1,
                        true,
                        BigDecimal.ONE,
                        UUID.fromString("0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f"),
                        LocalDate.of(2026, 12, 31),
                        Instant.parse("2026-03-31T12:00:00Z")));
        assertThat(JSON.readValue("{\"bound\":0.5}", Review.class).bound()).isEqualTo(new BigDecimal("0.5"));
    }
}
