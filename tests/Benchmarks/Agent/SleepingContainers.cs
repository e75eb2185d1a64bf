using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>Containers that do nothing, for commands to run in. Disposing removes them.</summary>
internal sealed class SleepingContainers : IAsyncDisposable
{
    private const string Label = "bench.agent";
    private readonly LabelledContainers _containers;

    private SleepingContainers(LabelledContainers containers) => _containers = containers;

    /// <summary>Their ids.</summary>
    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>Starts so many.</summary>
    public static async Task<SleepingContainers> StartAsync(RawEngine engine, int count, CancellationToken cancellationToken)
    {
        await Images.EnsureAsync(engine.Address);
        var name = UniqueName.Of("bench-agent");
        var containers = new SleepingContainers(new LabelledContainers(engine, $"{Label}={name}"));
        try
        {
            for (var number = 0; number < count; number++)
            {
                var request = new JsonObject
                {
                    ["Image"] = Images.Busybox,
                    ["Cmd"] = new JsonArray("sleep", "3600"),
                    ["Labels"] = new JsonObject { [Label] = name },
                    ["HostConfig"] = new JsonObject { ["NetworkMode"] = "none" },
                };
                var created = await engine.PostAsync($"containers/create?name={name}-{number}", request, cancellationToken);
                await engine.PostAsync($"containers/{created!["Id"]}/start", null, cancellationToken);
            }

            containers.Ids = await containers._containers.IdsAsync(runningOnly: true, cancellationToken);
            return containers;
        }
        catch
        {
            await containers.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _containers.RemoveAllAsync(CancellationToken.None);
}
