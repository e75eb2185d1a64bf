using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Api;

/// <summary>A gateway in a process of its own, and a control silo behind it, on a database of their own. Disposing it ends all of it.</summary>
internal sealed class ApiServers : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly TestDatabase _database;
    private readonly string _cluster = UniqueName.Of("bench");
    private readonly OrcProcess _silo;
    private OrcProcess _gateway;

    private ApiServers(TestDatabase database)
    {
        _database = database;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePorts.Take()}/"), Timeout = TimeSpan.FromMinutes(5) };
        _silo = Start(
            "silo", "--role", "control", "--no-gateway", "--silo-port", FreePort(), "--client-port", FreePort(), "--name", "control",
            "--listen", $"http://127.0.0.1:{FreePorts.Take()}");
        _gateway = StartGateway();
    }

    /// <summary>The database.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>HTTP of the gateway.</summary>
    public HttpClient Client { get; }

    /// <summary>The gateway's process.</summary>
    public int GatewayId => _gateway.Id;

    /// <summary>Starts a gateway, lets it be used, and ends it. What fails meanwhile is told with the end of its output.</summary>
    public static async Task<T> UseAsync<T>(Func<ApiServers, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync(cancellationToken: cancellationToken);
        await using var servers = new ApiServers(database);
        try
        {
            await servers.UntilReadyAsync(cancellationToken);
            return await use(servers);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new MeasurementException($"{exception.Message}\n{LastWords(servers._gateway)}\n{LastWords(servers._silo)}", exception);
        }
    }

    /// <summary>Ends the gateway as an operator does, and starts it again on the same address.</summary>
    public async Task RestartGatewayAsync(CancellationToken cancellationToken)
    {
        await _gateway.TerminateAsync(StopWithin);
        await _gateway.DisposeAsync();
        _gateway = StartGateway();
        await UntilReadyAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var process in (OrcProcess[])[_gateway, _silo])
        {
            if (!process.HasExited)
            {
                await process.TerminateAsync(StopWithin);
            }

            await process.DisposeAsync();
        }
    }

    private static string FreePort() => FreePorts.Take().ToString(CultureInfo.InvariantCulture);

    private static string LastWords(OrcProcess process) => $"The end of orc's output:\n{string.Join('\n', process.Output.Split('\n').TakeLast(20))}";

    private OrcProcess StartGateway() => Start("gateway", "--name", "gateway", "--listen", Client.BaseAddress!.ToString(), "--shutdown-delay", "0", "--insecure-silos");

    private OrcProcess Start(params string[] arguments) =>
        OrcProcess.Start([.. arguments, "--cluster", _cluster], new Dictionary<string, string?> { ["ORC_POSTGRES"] = _database.ConnectionString });

    private Task UntilReadyAsync(CancellationToken cancellationToken) => Wait.UntilAsync(
        async token =>
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri("readyz", UriKind.Relative), token);
                return answer.IsSuccessStatusCode ? null : $"/readyz answers {(int)answer.StatusCode}";
            }
            catch (HttpRequestException exception)
            {
                return _gateway.HasExited || _silo.HasExited ? throw new InvalidOperationException("orc ended before it was ready.", exception) : exception.Message;
            }
        },
        "the gateway is ready",
        StartWithin,
        Pause,
        cancellationToken);
}
