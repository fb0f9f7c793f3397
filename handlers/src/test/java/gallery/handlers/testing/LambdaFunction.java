package gallery.handlers.testing;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function as Lambda runs it: AWS's own runtime client in a JVM of its own, in the folder of the unpacked jar, fed by a
 * Runtime API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 */
public final class LambdaFunction implements AutoCloseable {

    private static final String API = "/2018-06-01/runtime/";

    /** Names the runtime client's native part; without it every function unpacks it to the same file in /tmp. */
    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** What the function sent to the Runtime API, below {@link #API}: an answer or an error. */
    public record Answer(String path, String body) {
        public boolean isError() {
            return path.endsWith("/error");
        }
    }

    private record Invocation(String id, String event, Instant deadline) {}

    private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer api;
    private final Process process;
    private final Path log;
    private final Path nativeClient;

    /**
     * @param unpacked holds what is in the function's jar
     * @param handler {@code <class>::<method>}
     * @param environment the function's variables, beside those that Lambda sets
     */
    public LambdaFunction(Path unpacked, String handler, Map<String, String> environment) throws Exception {
        log = Files.createTempFile("function", ".log");
        nativeClient = nativeClient();
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(threads);
        api.createContext(API, this::serve);
        api.start();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-D" + NATIVE_CLIENT + "=" + nativeClient,
                        "-cp",
                        runtimeClassPath(),
                        AWSLambda.class.getName(),
                        handler)
                .directory(unpacked.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("AWS_CA_BUNDLE");
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                                "127.0.0.1:" + api.getAddress().getPort(),
                        "AWS_LAMBDA_FUNCTION_NAME", "function",
                        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/function",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "stream",
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "id",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "_HANDLER", handler));
        builder.environment().putAll(environment);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Sends an event and waits for the answer. */
    public Answer invoke(String event, Duration timeout) throws InterruptedException {
        invocations.add(new Invocation(
                "request-" + count.incrementAndGet(), event, Instant.now().plus(timeout)));
        return answer(timeout);
    }

    /** What the function says without being asked: that it cannot start. */
    public Answer answer(Duration timeout) throws InterruptedException {
        Answer answer = answers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return Objects.requireNonNull(answer, () -> "the function did not answer; it said: " + log());
    }

    /** Everything the function wrote so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        api.stop(0);
        threads.shutdownNow();
        Files.delete(log);
        Files.delete(nativeClient);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(API.length());
        if (path.equals("invocation/next")) {
            next(exchange);
            return;
        }
        answers.add(new Answer(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    private void next(HttpExchange exchange) throws IOException {
        Invocation invocation;
        try {
            invocation = invocations.take();
        } catch (InterruptedException e) {
            // The function ends; nobody waits for this answer any more.
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(invocation.deadline().toEpochMilli()));
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:eu-central-1:123456789012:function:function");
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
        exchange.close();
    }

    private static Path nativeClient() throws IOException {
        String library = "/jni/libaws-lambda-jni.linux"
                + (Files.exists(Path.of("/etc/alpine-release")) ? "_musl" : "")
                + (System.getProperty("os.arch").equals("aarch64") ? "-aarch_64.so" : "-x86_64.so");
        Path file = Files.createTempFile("function", ".so");
        try (InputStream in = Objects.requireNonNull(AWSLambda.class.getResourceAsStream(library), library)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** AWS's runtime and nothing of ours: the function must come with all that it needs. */
    private static String runtimeClassPath() {
        return Stream.of(AWSLambda.class, PojoSerializer.class, LambdaRuntime.class, SdkInternalThreadLocal.class)
                .map(LambdaFunction::jar)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
