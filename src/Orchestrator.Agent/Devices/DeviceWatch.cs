using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Devices;

/// <summary>Looks at the devices of the machine again and again, and says what pods may have of them.</summary>
/// <param name="smi">The program that knows NVIDIA GPUs.</param>
/// <param name="cdi">The specifications of other devices.</param>
/// <param name="engine">The engine, which takes those from version 25 on.</param>
/// <param name="options">How to look.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class DeviceWatch(NvidiaSmi smi, CdiSpecs cdi, IContainerEngine engine, DeviceOptions options, TimeProvider clock, ILogger log) : IDisposable
{
    // A node is not kept waiting for a slow driver; what it says later is told later.
    private static readonly TimeSpan FirstLookLongest = TimeSpan.FromSeconds(2);

    private readonly GpuLedger _gpus = new();
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<DeviceOffer>? _others;
    private (ImmutableArray<string> Of, ImmutableArray<ImmutableArray<int>> Closeness) _topology = ([], []);
    private volatile IReadOnlyList<GpuRow> _rows = [];
    private string _trouble = "";
    private volatile NodeDeviceReport? _report;

    /// <summary>Called when there is something else to say than before.</summary>
    public Action Changed { get; init; } = () => { };

    /// <inheritdoc/>
    public void Dispose() => smi.Dispose();

    /// <summary>Whether there are GPUs whose use has to be kept from containers that were given none.</summary>
    public bool HasGpus => _report is { } report && report.Offers.Any(offer => offer.Resource == DeviceResource.Gpu && !offer.Devices.IsEmpty);

    /// <summary>How a device is, in the words of a container's status.</summary>
    public string HealthOf(string id) => _report?.Offers.SelectMany(offer => offer.Devices).FirstOrDefault(device => device.Id == id) switch
    {
        null => ResourceHealth.Unknown,
        { Healthy: true } => ResourceHealth.Healthy,
        _ => ResourceHealth.Unhealthy,
    };

    /// <summary>The name that a specification has for a GPU, be it by id or by number; null where none has.</summary>
    public string? CdiNameOf(string gpu)
    {
        var devices = cdi.Read();
        var row = _rows.FirstOrDefault(row => row.Uuid == gpu);
        string?[] names = [gpu, row?.Index.ToString(CultureInfo.InvariantCulture)];
        return names.OfType<string>().Select(name => $"{DeviceResource.Gpu}={name}").FirstOrDefault(devices.ContainsKey);
    }

    /// <summary>What the machine has; null where that is not known yet.</summary>
    public async Task<NodeDeviceReport?> ReportAsync(CancellationToken cancellationToken)
    {
        await _looked.Task.NoLongerThanAsync(FirstLookLongest, clock, cancellationToken);
        return _report;
    }

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogLookFailed(log, e);
            }

            _looked.TrySetResult();
            await Task.Delay(options.Period, clock, cancellationToken);
        }
    }

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var hasProgram = await LookAtGpusAsync(cancellationToken);
        _others = await OthersAsync(withGpus: !hasProgram && _gpus.Gpus.IsEmpty, cancellationToken);
        if (_others is not { } others)
        {
            return;
        }

        var gpus = _gpus.Gpus;
        _rows = gpus;
        var report = new NodeDeviceReport { GpusUnknown = !_gpus.IsKnown, Offers = [.. GpuOffer(gpus), .. others], Labels = GpuLabels.Of(gpus, options.TimeSlices) };
        if (_report is not { } before || before.GpusUnknown != report.GpusUnknown || !before.Offers.SequenceEqual(report.Offers) || !before.Labels.SequenceEqual(report.Labels))
        {
            _report = report;
            Changed();
        }
    }

    private IEnumerable<DeviceOffer> GpuOffer(ImmutableArray<GpuRow> gpus) => gpus.IsEmpty ? [] :
    [
        new DeviceOffer
        {
            MemoryResource = DeviceResource.GpuMemory,
            SliceResource = options.TimeSlices > 0 ? DeviceResource.GpuShared : "",
            Devices = _gpus.Devices(options.TimeSlices),
            Closeness = _topology.Of.SequenceEqual(Uuids(gpus)) ? _topology.Closeness : [],
        },
    ];

    private async Task<bool> LookAtGpusAsync(CancellationToken cancellationToken)
    {
        if (await smi.QueryAsync(cancellationToken) is not { } answer)
        {
            // A program that was here is being replaced; what it said stays.
            if (_gpus.Gpus.IsEmpty)
            {
                _gpus.FoundNoDriver();
            }

            return false;
        }

        var reading = GpuTable.Read(answer);
        _gpus.Take(reading);
        if (reading.Trouble != _trouble && reading.Trouble.Length > 0)
        {
            LogTrouble(log, reading.Trouble);
        }

        _trouble = reading.Trouble;
        await LookAtTopologyAsync(reading, cancellationToken);
        return true;
    }

    // How GPUs are connected does not change while the machine runs. What was not understood is asked again at the next look.
    private async Task LookAtTopologyAsync(GpuReading reading, CancellationToken cancellationToken)
    {
        var gpus = _gpus.Gpus;
        if (!reading.Complete || gpus.Length < 2 || _topology.Of.SequenceEqual(Uuids(gpus)))
        {
            return;
        }

        if (await smi.TopologyAsync(cancellationToken) is { ExitCode: 0 } answer && GpuTopology.Read(answer.Output) is { } closeness && closeness.Length == gpus.Length)
        {
            _topology = (Uuids(gpus), closeness);
        }
    }

    // Null where the engine has not been there yet: whether it takes them is not known.
    private async Task<ImmutableArray<DeviceOffer>?> OthersAsync(bool withGpus, CancellationToken cancellationToken)
    {
        var devices = CdiSpecs.Single(cdi.Read().Values.Where(device => device.Kind != DeviceResource.Gpu || withGpus));
        var offers = devices.GroupBy(device => device.Kind, StringComparer.Ordinal).Select(kind => new DeviceOffer
        {
            Resource = kind.Key,
            Devices = [.. kind.Select(device => new Device { Id = device.QualifiedName })],
        });
        try
        {
            return devices.IsEmpty || !CdiSupport.Takes(await engine.GetInfoAsync(cancellationToken)) ? ImmutableArray<DeviceOffer>.Empty : [.. offers];
        }
        catch (EngineException)
        {
            // An engine that is away now takes what it took.
            return _others;
        }
    }

    private static ImmutableArray<string> Uuids(ImmutableArray<GpuRow> gpus) => [.. gpus.Select(gpu => gpu.Uuid)];

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The devices of the machine could not be looked at; they stay as they were known.")]
    private static partial void LogLookFailed(ILogger log, Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The GPUs stay as they were known: {Trouble}.")]
    private static partial void LogTrouble(ILogger log, string trouble);
}
