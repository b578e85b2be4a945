package dev.cairn.standalone;

import java.util.Random;

/** Room for a standalone beside whatever else runs on this machine. */
public final class FreePorts {

    private FreePorts() {}

    /** An offset with which all of a standalone's ports are free at this moment. */
    public static int offset() {
        var random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            // Below the ports that the operating system gives to anybody
            int offset = random.nextInt(12_000);
            try {
                new Ports(offset).requireFree();
                return offset;
            } catch (DataDirectory.CannotStart e) {
                continue;
            }
        }
        throw new IllegalStateException("No room for a standalone's ports was found");
    }
}
