package dev.cairn.platform.relay;

/** How far a long piece of work has come. */
public interface Progress {

    /** That many events more are to be gone through, as far as is known. */
    void expect(long events);

    /** That many events more are done. */
    void advance(long events);

    /** What is happening, in one sentence. */
    void say(String sentence);
}
