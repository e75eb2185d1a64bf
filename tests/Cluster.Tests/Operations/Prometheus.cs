using System.Diagnostics;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>A real Prometheus that scrapes some servers each second. Disposing ends it and removes what it kept.</summary>
public sealed class Prometheus : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-prometheus-").FullName;
    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly Task<string> _log;

    private Prometheus(IEnumerable<Uri> targets)
    {
        var port = Free.Port();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var configuration = Path.Combine(_folder, "prometheus.yml");
        File.WriteAllText(configuration, $$"""
            global: {scrape_interval: 1s}
            scrape_configs:
            - job_name: orc
              static_configs: [{targets: [{{string.Join(", ", targets.Select(target => $"'{target.Authority}'"))}}]}]
            """);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                TestEnvironment.Prometheus,
                [$"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_folder, "data")}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=warn"])
            {
                RedirectStandardError = true,
            },
        };
        _process.Start();
        _log = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts one and waits until it has scraped all its targets.</summary>
    public static async Task<Prometheus> StartAsync(params Uri[] targets)
    {
        var prometheus = new Prometheus(targets);
        try
        {
            await Eventually.True(async () => (await prometheus.QueryAsync("up == 1")).Count == targets.Length, "Prometheus has scraped its targets");
            return prometheus;
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
    }

    /// <summary>The answer to an expression: its series, each with its value.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string expression)
    {
        using var response = await _http.GetAsync(new Uri($"api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer.Text("status") == "success"
            ? [.. answer.At("data.result")!.AsArray().Select(series => series.Text("value.1")!)]
            : throw new InvalidOperationException($"Prometheus does not take {expression}: {answer.Text("error")}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _log;
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
