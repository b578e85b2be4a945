package dev.cairn.platform.problem;

import static dev.cairn.platform.problem.EdgeRefusal.BODY_TOO_LARGE;
import static dev.cairn.platform.problem.EdgeRefusal.MEDIA_TYPE_UNSUPPORTED;
import static dev.cairn.platform.problem.EdgeRefusal.METHOD_NOT_ALLOWED;
import static dev.cairn.platform.problem.EdgeRefusal.NOT_ACCEPTABLE;
import static dev.cairn.platform.problem.EdgeRefusal.NOT_FOUND;
import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;
import static dev.cairn.platform.problem.EdgeRefusal.UNAVAILABLE;
import static dev.cairn.platform.problem.EdgeRefusal.UNEXPECTED;

import dev.cairn.platform.writeonce.WriteOnceStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure of a request ends here and becomes a problem. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final Map<HttpStatus, EdgeRefusal> BY_STATUS = Map.of(
            HttpStatus.NOT_FOUND, NOT_FOUND,
            HttpStatus.METHOD_NOT_ALLOWED, METHOD_NOT_ALLOWED,
            HttpStatus.NOT_ACCEPTABLE, NOT_ACCEPTABLE,
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, MEDIA_TYPE_UNSUPPORTED,
            HttpStatus.CONTENT_TOO_LARGE, BODY_TOO_LARGE,
            HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    /** Once an answer has begun, a problem could only be mistaken for its end: the connection is closed instead. */
    @ExceptionHandler(Refused.class)
    ResponseEntity<ProblemDetail> refused(Refused refused, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw refused;
        }
        return answer(refused, request, HttpHeaders.EMPTY);
    }

    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<ProblemDetail> denied(AccessDeniedException denied, HttpServletRequest request) {
        return answer(
                new Refused(ROLE_MISSING, "None of the token's roles opens " + request.getRequestURI()),
                request,
                HttpHeaders.EMPTY);
    }

    /** Also where the connection broke during the commit, of which nobody knows the end: the same key finds it out. */
    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransactionSystemException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(
            Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        return away("The database does not answer", failure, request, response);
    }

    /** Whoever holds it is slow, or stands still and has lost its session in a moment. */
    @ExceptionHandler(CannotAcquireLockException.class)
    ResponseEntity<ProblemDetail> heldByOthers(
            Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        return away("Others are at work on the same for too long", failure, request, response);
    }

    /** What the store throws comes through many that throw nothing checked. */
    @ExceptionHandler({WriteOnceStore.Away.class, UncheckedIOException.class})
    ResponseEntity<ProblemDetail> storeAway(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return failure instanceof WriteOnceStore.Away || failure.getCause() instanceof WriteOnceStore.Away
                ? away("The write-once store is away, overloaded or full", failure, request, response)
                : unexpected(failure, request, response);
    }

    /** @param sentence for the caller, who learns nothing of the inside; the log has the rest */
    private ResponseEntity<ProblemDetail> away(
            String sentence, Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        log.warn("{} {} failed: {} ({})", request.getMethod(), request.getRequestURI(), sentence, failure.getMessage());
        if (response.isCommitted()) {
            throw failure;
        }
        return answer(new Refused(UNAVAILABLE, sentence), request, HttpHeaders.EMPTY);
    }

    /** A value type refused what stood in the request; any other such exception is a fault of ours. */
    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ProblemDetail> nonsense(
            IllegalArgumentException failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        Optional<String> rule = Faults.rule(failure);
        return rule.isPresent()
                ? answer(new Refused(REQUEST_MALFORMED, rule.get()), request, HttpHeaders.EMPTY)
                : unexpected(failure, request, response);
    }

    /** The caller has gone, or broke off while sending; nobody reads an answer, and nothing went wrong here. */
    @ExceptionHandler(ClientAbortException.class)
    void gone(ClientAbortException failure, HttpServletRequest request) {
        log.info("{} {} was broken off by its caller", request.getMethod(), request.getRequestURI());
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> unexpected(
            Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        if (response.isCommitted()) {
            throw failure;
        }
        return answer(
                new Refused(UNEXPECTED, "The service's log has it under this request's correlation id"),
                request,
                HttpHeaders.EMPTY);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest servlet = ((ServletWebRequest) request).getRequest();
        Refused refused = new Refused(
                BY_STATUS.getOrDefault(HttpStatus.valueOf(status.value()), REQUEST_MALFORMED),
                Faults.sentence(failure, detail(failure)));
        ResponseEntity<ProblemDetail> answer = answer(refused, servlet, headers);
        return new ResponseEntity<>(answer.getBody(), answer.getHeaders(), answer.getStatusCode());
    }

    private static String detail(Exception failure) {
        String detail =
                failure instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return detail == null ? "It is not a request that this address understands" : detail;
    }

    private ResponseEntity<ProblemDetail> answer(Refused refused, HttpServletRequest request, HttpHeaders headers) {
        ProblemDetail problem = problems.of(refused, request);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, Problems.RETRY_SECONDS);
        }
        return answer.body(problem);
    }
}
