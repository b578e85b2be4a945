package dev.cairn.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** Records refusals on the log: one by one where somebody known was refused what matters, counted otherwise. */
public interface RefusalLog {

    /** @return the recorded refusal's id; empty where it was only counted, or need not be recorded */
    Optional<UUID> record(Refused refused, HttpServletRequest request);
}
