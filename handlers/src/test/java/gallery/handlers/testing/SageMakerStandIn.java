package gallery.handlers.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gallery.handlers.json.JsonObject;
import gallery.handlers.json.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SageMaker's runtime with endpoints whose models copy the picture they work on: moto answers at once and into a bucket of
 * its own, and the real models need a GPU. Reads requests and writes results in the bucket as the containers do.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html">
 *     InvokeEndpointAsync</a>
 */
public final class SageMakerStandIn implements AutoCloseable {

    /** Work that an endpoint has taken on. */
    public record Started(String endpoint, String inferenceId, String request, String failureKey) {}

    private record Refusal(int status, String body) {}

    private final TestCloud cloud;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Started> started = new CopyOnWriteArrayList<>();
    private final Queue<Started> queued = new ArrayDeque<>();
    private final Queue<Refusal> refusals = new ArrayDeque<>();
    private final AtomicInteger count = new AtomicInteger();

    public SageMakerStandIn(TestCloud cloud) throws IOException {
        this.cloud = cloud;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/endpoints/", this::serve);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everything that endpoints took on, in order. */
    public List<Started> started() {
        return List.copyOf(started);
    }

    /** Answers the next request with an error and does not begin. */
    public synchronized void refuse(int status, String body) {
        refusals.add(new Refusal(status, body));
    }

    /** Forgets everything. */
    public synchronized void clear() {
        started.clear();
        queued.clear();
        refusals.clear();
    }

    /** Does all the work that is queued: reads the pictures and writes the results. */
    public synchronized void work() throws MalformedJsonException {
        for (Started next = queued.poll(); next != null; next = queued.poll()) {
            make(next.request());
        }
    }

    /** Fails the work that is queued: writes what SageMaker writes then. */
    public synchronized void fail() {
        for (Started next = queued.poll(); next != null; next = queued.poll()) {
            cloud.upload(
                    next.failureKey(), "{\"code\":\"INTERNAL\",\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void make(String request) throws MalformedJsonException {
        JsonObject json = JsonObject.parse(request);
        byte[] source = cloud.download(json.text("source").orElseThrow());
        json.text("target").ifPresent(cloud::download);
        cloud.upload(json.text("output").orElseThrow(), source);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Refusal refusal = refusals.poll();
        if (refusal != null) {
            answer(exchange, refusal.status(), refusal.body());
            return;
        }
        String inferenceId = exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Inference-Id");
        if (path[3].equals("async-invocations")) {
            String input = exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-InputLocation");
            // The names are SageMaker's own and say nothing of the request.
            String failure = "inference/failure/0f" + count.incrementAndGet() + "-error.out";
            Started work = new Started(
                    path[2],
                    inferenceId,
                    new String(cloud.download(URI.create(input).getPath().substring(1)), StandardCharsets.UTF_8),
                    failure);
            started.add(work);
            queued.add(work);
            exchange.getResponseHeaders()
                    .add("X-Amzn-SageMaker-OutputLocation", "s3://" + TestCloud.BUCKET + "/inference/output/0f.out");
            exchange.getResponseHeaders()
                    .add("X-Amzn-SageMaker-FailureLocation", "s3://" + TestCloud.BUCKET + "/" + failure);
            answer(exchange, 202, "{\"InferenceId\":\"" + inferenceId + "\"}");
            return;
        }
        started.add(new Started(path[2], inferenceId, body, ""));
        try {
            make(body);
        } catch (MalformedJsonException e) {
            throw new IOException(e);
        }
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (status >= 400) {
            exchange.getResponseHeaders().add("x-amzn-errortype", JsonType.of(body));
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The error's type, as the body's {@code __type} names it. */
    private static final class JsonType {
        static String of(String body) {
            try {
                return JsonObject.parse(body).text("__type").orElse("InternalFailure");
            } catch (MalformedJsonException e) {
                return "InternalFailure";
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
