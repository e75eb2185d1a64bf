using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;

namespace Orchestrator.Agent.Configuration;

/// <summary>
/// Finds out that ConfigMaps and Secrets of the node's pods have changed, or are there at last: one question for the versions of all of them, a period apart, and none
/// where no pod names any that can change.
/// </summary>
/// <param name="source">Where they are read.</param>
/// <param name="period">How often they are asked for.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Where an outage is told.</param>
internal sealed partial class ConfigWatch(IConfigSource source, TimeSpan period, TimeProvider clock, ILogger log)
{
    private readonly ConcurrentDictionary<PodConfig, bool> _followed = new();

    /// <summary>Where ConfigMaps and Secrets are read.</summary>
    public IConfigSource Source { get; } = source;

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>A pod wants to hear of changes.</summary>
    public void Follow(PodConfig config) => _followed[config] = true;

    /// <summary>A pod wants to hear no more.</summary>
    public void Forget(PodConfig config) => _followed.TryRemove(config, out _);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lost = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(period, Clock, cancellationToken);
            try
            {
                await LookAsync(cancellationToken);
                lost = false;
            }
            catch (StorageUnavailableException e)
            {
                if (!lost)
                {
                    LogNotRead(log, e);
                }

                lost = true;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        List<(PodConfig Config, IReadOnlyList<ConfigReference> Named)> followed = [.. _followed.Keys.Select(config => (config, config.Changeable))];
        var asked = followed.SelectMany(pod => pod.Named).Distinct().ToList();
        if (asked.Count == 0)
        {
            return;
        }

        var versions = await Source.FindVersionsAsync(asked, cancellationToken);
        foreach (var (config, named) in followed)
        {
            config.Compare(named, versions);
        }
    }
}
