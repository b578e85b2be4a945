package dev.cairn.events.types;

/** How a model's versions get their labels. */
public enum LabelScheme {
    /** Semantic versioning 2.0.0, given by the caller or the next patch. */
    SEMANTIC,
    /** 1, 2, 3 … without a gap. */
    NUMBER,
    /** The UTC instant of registration as YYYY-MM-DD-HHMMSS; where two meet, {@code -2}, {@code -3} follow. */
    TIMESTAMP,
    /** The SHA-256 of the weights; a later manifest over the same weights gets {@code -2}, {@code -3}. */
    WEIGHTS_DIGEST
}
