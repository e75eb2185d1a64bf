using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>Commands in containers by raw calls of the engine, as few as bring an exit code.</summary>
internal sealed class RawCommands(RawEngine engine, IReadOnlyList<string> containers)
{
    private const int Parallel = 8;

    /// <summary>Runs commands over 8 parallel calls for a time.</summary>
    /// <returns>How many a second.</returns>
    public async Task<double> RateAsync(IReadOnlyList<string> command, TimeSpan time, CancellationToken cancellationToken)
    {
        var (next, ended) = (-1, 0);
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => LoopAsync()));
        return ended / TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        async Task LoopAsync()
        {
            while (TimeProvider.System.GetElapsedTime(began) < time)
            {
                await RunAsync(containers[Interlocked.Increment(ref next) % containers.Count], command, cancellationToken);
                Interlocked.Increment(ref ended);
            }
        }
    }

    private async Task RunAsync(string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var words = new JsonArray([.. command.Select(word => (JsonNode)word)]);
        var created = await engine.PostAsync(
            $"containers/{container}/exec", new JsonObject { ["Cmd"] = words, ["AttachStdout"] = true, ["AttachStderr"] = true }, cancellationToken);
        var id = created!["Id"]!.GetValue<string>();
        await engine.PostAsync($"exec/{id}/start", new JsonObject { ["Detach"] = false, ["Tty"] = false }, cancellationToken);
        var state = await engine.GetAsync($"exec/{id}/json", cancellationToken);
        if (state["Running"]!.GetValue<bool>() || state["ExitCode"]!.GetValue<int>() != 0)
        {
            throw new MeasurementException($"A command did not end well: {state.ToJsonString()}");
        }
    }
}
