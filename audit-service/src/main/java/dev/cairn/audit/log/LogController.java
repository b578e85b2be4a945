package dev.cairn.audit.log;

import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.platform.problem.Refused;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public log as C2SP tlog-tiles: open to all, since it tells nobody anything but digests that cannot be guessed. */
@RestController
@RequestMapping("/log")
class LogController {

    private static final String TILES = "/log/tile/";
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final ServedLog served;
    private final LogKeys keys;

    LogController(ServedLog served, LogKeys keys) {
        this.served = served;
        this.keys = keys;
    }

    /** The newest checkpoint, a signed note. */
    @ApiResponse(responseCode = "200", description = "A signed note", content = @Content(mediaType = "text/plain"))
    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .body(served.require().note());
    }

    /** A tile of hashes, or a bundle of entries. */
    @ApiResponse(
            responseCode = "200",
            description = "Hashes of 32 bytes, one after the other",
            content = @Content(mediaType = "application/octet-stream"))
    @GetMapping("/tile/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length() + TILES.length());
        byte[] tile = Tile.parse(path)
                .flatMap(served.require()::tile)
                .orElseThrow(() -> new Refused(LogRefusal.TILE_UNKNOWN, "There is no tile under this path"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(FOR_EVER)
                .body(tile);
    }

    /** The verifier key of the checkpoints that are signed now. */
    @ApiResponse(responseCode = "200", description = "One line", content = @Content(mediaType = "text/plain"))
    @GetMapping("/vkey")
    ResponseEntity<String> verifierKey() {
        return ResponseEntity.ok().contentType(TEXT).body(keys.current() + "\n");
    }

    /** All verifier keys, one a line, the current one first: for checkpoints that were signed before a change of key. */
    @ApiResponse(responseCode = "200", description = "Lines", content = @Content(mediaType = "text/plain"))
    @GetMapping("/vkeys")
    ResponseEntity<String> verifierKeys() {
        String all = keys.all().stream().map(VerifierKey::toString).collect(Collectors.joining("\n", "", "\n"));
        return ResponseEntity.ok().contentType(TEXT).body(all);
    }
}
