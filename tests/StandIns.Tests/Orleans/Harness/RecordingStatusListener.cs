using System.Collections.Concurrent;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Keeps what it is told of silos.</summary>
public sealed class RecordingStatusListener : ISiloStatusListener
{
    private readonly ConcurrentQueue<(SiloAddress Silo, SiloStatus Status)> _told = new();

    public SiloStatus[] Of(SiloAddress silo) => [.. _told.Where(change => change.Silo.Equals(silo)).Select(change => change.Status)];

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => _told.Enqueue((updatedSilo, status));
}
