using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>The containers of an engine that carry one label, and their networks.</summary>
/// <param name="engine">The engine.</param>
/// <param name="label">The label, as <c>key=value</c>.</param>
internal sealed class LabelledContainers(RawEngine engine, string label)
{
    private const int Parallel = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>The label, as <c>key=value</c>.</summary>
    public string Label => label;

    private string Filters => Uri.EscapeDataString(new JsonObject { ["label"] = new JsonArray(label) }.ToJsonString());

    /// <summary>Ids of those that run, or of all.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(bool runningOnly, CancellationToken cancellationToken)
    {
        var list = await engine.GetAsync($"containers/json?all={(runningOnly ? "false" : "true")}&filters={Filters}", cancellationToken);
        return [.. list.AsArray().Select(container => container!["Id"]!.GetValue<string>())];
    }

    /// <summary>Waits until exactly so many run.</summary>
    public Task WaitForRunningAsync(int count, TimeSpan within, CancellationToken cancellationToken) => Wait(
        async token => (await IdsAsync(runningOnly: true, token)).Count is var running && running == count ? null : $"{running} run",
        $"{count} running containers with label {label}",
        within,
        cancellationToken);

    /// <summary>Waits until exactly so many run on several engines together.</summary>
    public static Task WaitForRunningAsync(IReadOnlyList<LabelledContainers> engines, int count, TimeSpan within, CancellationToken cancellationToken) => Wait(
        async token =>
        {
            var running = await Task.WhenAll(engines.Select(async engine => (await engine.IdsAsync(runningOnly: true, token)).Count));
            return running.Sum() == count ? null : $"{string.Join(" + ", running)} run";
        },
        $"{count} running containers on {engines.Count} engines",
        within,
        cancellationToken);

    /// <summary>Waits until none is left, running or not.</summary>
    public Task WaitForNoneAsync(TimeSpan within, CancellationToken cancellationToken) => Wait(
        async token => (await IdsAsync(runningOnly: false, token)).Count is var left && left == 0 ? null : $"{left} are left",
        $"no container with label {label} is left",
        within,
        cancellationToken);

    /// <summary>Removes them all, several at a time.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAllAsync(CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(runningOnly: false, cancellationToken);
        var bound = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(ids, bound, async (id, token) => await engine.DeleteAsync($"containers/{id}?force=true&v=true", token));
        return ids.Count;
    }

    /// <summary>Removes the networks that carry the label.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveNetworksAsync(CancellationToken cancellationToken)
    {
        var networks = (await engine.GetAsync($"networks?filters={Filters}", cancellationToken)).AsArray();
        foreach (var network in networks)
        {
            await engine.DeleteAsync($"networks/{network!["Id"]}", cancellationToken);
        }

        return networks.Count;
    }

    /// <summary>What the engine knows of a container.</summary>
    public Task<JsonNode> InspectAsync(string id, CancellationToken cancellationToken) => engine.GetAsync($"containers/{id}/json", cancellationToken);

    private static Task Wait(Func<CancellationToken, Task<string?>> missing, string what, TimeSpan within, CancellationToken cancellationToken) =>
        Measuring.Wait.UntilAsync(missing, what, within, Pause, cancellationToken);
}
