using System.Collections.Concurrent;
using System.Text;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>Sends many requests at a time and judges each answer.</summary>
/// <param name="address">The server.</param>
/// <param name="seed">Which requests.</param>
internal sealed class Attack(Uri address, int seed)
{
    private const int AtATime = 8;
    private const int ReadBytesMax = 256 * 1024;
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(90);

    // What lasts as long as its client likes, a client may leave.
    private static readonly TimeSpan StreamsFor = TimeSpan.FromMilliseconds(200);
    private readonly RequestMaker _maker = new(seed);
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentDictionary<int, int> _codes = [];
    private int _sent;

    /// <summary>How many requests were sent.</summary>
    public int Sent => _sent;

    /// <summary>What went wrong, each with its request.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How often each code was answered.</summary>
    public string Codes => string.Join(", ", _codes.OrderBy(code => code.Key).Select(code => $"{code.Key}: {code.Value}"));

    /// <summary>Sends the requests of these numbers until there are no more, or the time is up.</summary>
    public async Task RunAsync(int from, int count, TimeSpan within)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = AtATime * 2 };
        using var client = new HttpClient(handler) { Timeout = HangsAfter };
        var began = TimeProvider.System.GetTimestamp();
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < from + count && TimeProvider.System.GetElapsedTime(began) < within)
            {
                await SendAsync(client, number);
            }
        })));
    }

    private async Task SendAsync(HttpClient client, int number)
    {
        var request = _maker.Make(number);
        var fault = await FaultOfAsync(client, request);
        Interlocked.Increment(ref _sent);
        if (fault is not null)
        {
            _faults.Enqueue($"seed {seed}, request {number}: {fault}\n{request}");
        }
    }

    private async Task<string?> FaultOfAsync(HttpClient client, HostileRequest request)
    {
        try
        {
            using var message = MessageOf(request);
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            var body = await BodyAsync(answer);
            var code = (int)answer.StatusCode;
            _codes.AddOrUpdate(code, 1, (_, before) => before + 1);
            return Judge.Fault(code, answer.Content.Headers.ContentType?.MediaType ?? "", body) is { } fault ? $"{code}: {fault}: {body}" : null;
        }
        catch (TaskCanceledException)
        {
            return $"no answer within {HangsAfter.TotalSeconds} s";
        }
        catch (HttpRequestException broken) when (request.Body?.Length > 0 || broken.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            // A server that refuses a request with a body may close the connection while it is still sent.
            return broken.HttpRequestError == HttpRequestError.ResponseEnded && request.Body is null ? $"the connection ended without an answer: {broken.Message}" : null;
        }
        catch (IOException cut)
        {
            return $"the answer was cut off: {cut.Message}";
        }
    }

    private HttpRequestMessage MessageOf(HostileRequest request)
    {
        var uri = new Uri($"{address.AbsoluteUri.TrimEnd('/')}{request.Target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(request.Method), uri);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static async Task<string> BodyAsync(HttpResponseMessage answer)
    {
        using var enough = new CancellationTokenSource();
        if (answer.Content.Headers.ContentLength is null)
        {
            enough.CancelAfter(IsEndless(answer) ? StreamsFor : HangsAfter);
        }

        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(enough.Token);
            int count;
            while (read.Length < ReadBytesMax && (count = await body.ReadAsync(buffer, enough.Token)) > 0)
            {
                read.Write(buffer, 0, count);
            }
        }
        catch (OperationCanceledException) when (IsEndless(answer))
        {
            // It was a stream, and what came is enough.
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }

    private static bool IsEndless(HttpResponseMessage answer) => answer.RequestMessage!.RequestUri!.OriginalString is var target
        && (target.Contains("watch=", StringComparison.OrdinalIgnoreCase) || target.Contains("/log", StringComparison.OrdinalIgnoreCase));
}
