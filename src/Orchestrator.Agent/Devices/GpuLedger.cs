using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;

namespace Orchestrator.Agent.Devices;

/// <summary>
/// The GPUs that are known, from one look to the next. One that worked is bad when two looks in a row say so, and well again at once; one that was never seen to work is what the
/// first look says. What a look does not tell stays as it was.
/// </summary>
public sealed class GpuLedger
{
    private const int LooksToFail = 2;
    private readonly Dictionary<string, (GpuRow Row, int BadLooks, string Message)> _gpus = new(StringComparer.Ordinal);

    /// <summary>Whether a look has told which GPUs there are.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The GPUs in the order of their numbers.</summary>
    public ImmutableArray<GpuRow> Gpus => [.. _gpus.Values.Select(gpu => gpu.Row).OrderBy(row => row.Index).ThenBy(row => row.Uuid, StringComparer.Ordinal)];

    /// <summary>They as devices.</summary>
    /// <param name="slices">By how many pods each can be shared in slices of time.</param>
    public ImmutableArray<Device> Devices(int slices) =>
    [
        .. Gpus.Select(row => (Row: row, _gpus[row.Uuid].BadLooks, _gpus[row.Uuid].Message)).Select(gpu => new Device
        {
            Id = gpu.Row.Uuid,
            Healthy = gpu.BadLooks < LooksToFail,
            Message = gpu.BadLooks < LooksToFail ? "" : gpu.Message,
            MemoryBytes = gpu.Row.MemoryBytes,
            Slices = slices,
        }),
    ];

    /// <summary>There is no driver on the machine, and there was none: so there are no GPUs.</summary>
    public void FoundNoDriver() => IsKnown = true;

    /// <summary>Takes in a look.</summary>
    public void Take(GpuReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        IsKnown |= reading.Complete;
        foreach (var row in reading.Rows)
        {
            Take(row);
        }

        foreach (var (bus, reason) in reading.Lost)
        {
            SetBad(gpu => gpu.Bus == bus, reason);
        }

        if (reading.Complete)
        {
            var seen = reading.Rows.Select(row => row.Uuid).ToHashSet(StringComparer.Ordinal);
            SetBad(gpu => !seen.Contains(gpu.Uuid), "its driver does not list it any more");
        }

        if (reading.DriverFault.Length > 0)
        {
            SetBad(_ => true, reading.DriverFault);
        }
    }

    private void Take(GpuRow row)
    {
        var isNew = !_gpus.TryGetValue(row.Uuid, out var known);
        _gpus[row.Uuid] = (row, row.Fault.Length == 0 ? 0 : isNew ? LooksToFail : known.BadLooks + 1, row.Fault);
    }

    private void SetBad(Predicate<GpuRow> which, string message)
    {
        foreach (var (uuid, gpu) in _gpus.Where(gpu => which(gpu.Value.Row)).ToList())
        {
            _gpus[uuid] = (gpu.Row, Math.Min(LooksToFail, gpu.BadLooks + 1), message);
        }
    }
}
