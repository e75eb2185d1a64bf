using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Calls <c>grpc.health.v1.Health/Check</c> over cleartext HTTP/2; only SERVING is a success.</summary>
internal sealed class GrpcProber : IProber
{
    private const int AnswerBytesMax = 10 * 1024;
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");
    private readonly ProbeHttp _http;
    private readonly ProbeEndpoint _endpoint;
    private readonly Uri _address;
    private readonly byte[] _question;
    private readonly string _timeout;

    /// <summary>Makes the prober.</summary>
    /// <param name="http">The way there.</param>
    /// <param name="endpoint">The server.</param>
    /// <param name="service">The service that is asked about; empty for the server as a whole.</param>
    /// <param name="timeout">How long an answer may take, for the messages.</param>
    public GrpcProber(ProbeHttp http, ProbeEndpoint endpoint, string service, TimeSpan timeout)
    {
        (_http, _endpoint) = (http, endpoint);
        _address = new Uri($"http://{endpoint}/grpc.health.v1.Health/Check");
        _question = GrpcHealth.Question(service);
        _timeout = string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds}s");
    }

    /// <inheritdoc/>
    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        using var request = Request(cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request);
            var answer = await ReadAsync(response.Content, cancellationToken);
            return Judge(GrpcStatus.Of(response), answer);
        }
        catch (Exception exception) when (NetworkFaults.IsOne(exception) && !cancellationToken.IsCancellationRequested)
        {
            var why = NetworkFaults.Describe(exception, _endpoint);
            return ProbeAnswer.Failure(request.HasConnected ? $"error: health rpc probe failed: {why}" : $"error: failed to connect service at \"{_endpoint}\": {why}");
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && (exception is OperationCanceledException || NetworkFaults.IsOne(exception)))
        {
            return ProbeAnswer.Failure(request.HasConnected
                ? $"timeout: health rpc did not complete within {_timeout}"
                : $"timeout: failed to connect service \"{_endpoint}\" within {_timeout}: context deadline exceeded");
        }
    }

    private ProbeAnswer Judge(GrpcStatus status, byte[] answer) => status.Code switch
    {
        GrpcStatus.Ok when GrpcHealth.Answer(answer) is { } health =>
            health == GrpcHealth.Serving ? ProbeAnswer.Success : ProbeAnswer.Failure($"service unhealthy (responded with \"{GrpcHealth.NameOf(health)}\")"),
        GrpcStatus.Ok => ProbeAnswer.Failure("error: health rpc probe failed: the answer is not a HealthCheckResponse"),
        GrpcStatus.Unimplemented => ProbeAnswer.Failure($"error: this server does not implement the grpc health protocol (grpc.health.v1.Health): {status.Message}"),
        GrpcStatus.DeadlineExceeded => ProbeAnswer.Failure($"timeout: health rpc did not complete within {_timeout}"),
        _ => ProbeAnswer.Failure($"error: health rpc probe failed: rpc error: code = {status.Name} desc = {status.Message}"),
    };

    private ProbeRequest Request(CancellationToken timeUp)
    {
        var content = new ByteArrayContent(_question);
        content.Headers.ContentType = Grpc;
        var request = new ProbeRequest(HttpMethod.Post, _address, timeUp)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("User-Agent", ProbeHttp.UserAgent);
        return request;
    }

    // To the end, because the status comes after the answer.
    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[AnswerBytesMax];
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
