using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Orchestrator.Agent.Devices;
using Orchestrator.Host.Serving;
using Orchestrator.Planning.Eviction;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Host.Commands;

/// <summary>The options that say what of the machine pods may use. Names are Kubernetes' where it has them.</summary>
internal sealed class NodeResourceOptions
{
    private readonly Option<string?> _reserved = new("--system-reserved")
    {
        Description = "What is kept for the system, as cpu=100m,memory=512Mi. By default no CPU and 256Mi of memory.",
    };

    private readonly Option<string?> _hard = new("--eviction-hard")
    {
        Description = $"Thresholds below which pods are evicted at once. By default {EvictionThresholds.DefaultHard}.",
    };

    private readonly Option<string?> _soft = new("--eviction-soft") { Description = "Thresholds below which pods are evicted, with grace, when that lasts. By default none." };

    private readonly Option<int?> _softGrace = new("--eviction-soft-grace-period") { Description = "For how many seconds a soft threshold has to be met; 90 by default." };

    private readonly Option<long?> _pids = new("--container-pids-max") { Description = "Most processes and threads of a container; 0 is no limit. 4096 by default." };

    private readonly Option<string?> _taints = new("--register-with-taints")
    {
        Description = "Taints that the node gets when it registers for the first time, as key=value:Effect, separated by commas.",
    };

    private readonly Option<string?> _extended = new("--extended-resources")
    {
        Description = "What the machine has besides that pods may request, as example.com/gpu=2, separated by commas. It is counted, and nothing is handed to containers.",
    };

    private readonly Option<string?> _nvidiaSmi = new("--nvidia-smi") { Description = "The program that knows NVIDIA GPUs, nvidia-smi by default; none looks for no GPUs." };

    private readonly Option<int?> _slices = new("--gpu-time-slices") { Description = "By how many pods a GPU can be shared in slices of time, as nvidia.com/gpu.shared; 0, the default, offers none." };

    private readonly Option<string?> _injection = new("--gpu-injection")
    {
        Description = "How the container engine is asked for GPUs: request (as docker run --gpus), cdi (Docker 25 and newer), or auto, the default, which takes what the engine is set up for.",
    };

    private readonly Option<string?> _cdi = new("--cdi-spec-dirs") { Description = "Folders with specifications of the Container Device Interface, separated by commas; /etc/cdi,/var/run/cdi by default." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_reserved, _hard, _soft, _softGrace, _pids, _taints, _extended, _nvidiaSmi, _slices, _injection, _cdi];

    /// <summary>What was given.</summary>
    /// <exception cref="InvalidSettingException">Something is wrong.</exception>
    public NodeResources Read(ParseResult result)
    {
        var reserved = Reserved(result.GetValue(_reserved) ?? "");
        return new NodeResources
        {
            ReservedMilliCpu = reserved.TryGetValue(ResourceName.Cpu, out var cpu) ? cpu.MilliValue : null,
            ReservedMemoryBytes = reserved.TryGetValue(ResourceName.Memory, out var memory) ? memory.Value : null,
            EvictionHard = Thresholds(_hard.Name, result.GetValue(_hard)),
            EvictionSoft = Thresholds(_soft.Name, result.GetValue(_soft)),
            EvictionSoftGrace = AtLeastNothing(_softGrace.Name, result.GetValue(_softGrace)) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ContainerPidsMax = AtLeastNothing(_pids.Name, result.GetValue(_pids)),
            Taints = [.. Parts(result.GetValue(_taints)).Select(Taint)],
            Extended = Extended(result.GetValue(_extended)),
            NvidiaSmi = result.GetValue(_nvidiaSmi) is "none" ? "" : result.GetValue(_nvidiaSmi),
            GpuTimeSlices = Slices(result.GetValue(_slices)),
            DeviceInjection = Injection(result.GetValue(_injection)),
            CdiFolders = [.. Parts(result.GetValue(_cdi))],
        };
    }

    private static Dictionary<string, Quantity> Reserved(string text)
    {
        var reserved = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var known = part.Split('=', 2) is [ResourceName.Cpu or ResourceName.Memory, var amount] && Quantity.TryParse(amount, out var quantity) && quantity.Sign >= 0
                && reserved.TryAdd(part.Split('=')[0], quantity);
            if (!known)
            {
                throw new InvalidSettingException($"--system-reserved must be like cpu=100m,memory=512Mi, each once; got '{part}'.");
            }
        }

        return reserved;
    }

    private static string[] Parts(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Taint Taint(string text)
    {
        try
        {
            return TaintText.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InvalidSettingException($"--register-with-taints: {e.Message}.");
        }
    }

    private static ImmutableSortedDictionary<string, Quantity> Extended(string? text)
    {
        var extended = QuantityMap.Empty;
        foreach (var part in Parts(text))
        {
            var known = part.Split('=', 2) is [var name, var amount] && name.Contains('/', StringComparison.Ordinal)
                && !TextRules.Faults(TextFormat.QualifiedName, name).Any() && !extended.ContainsKey(name)
                && long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            extended = known
                ? extended.Add(part.Split('=')[0], Quantity.Parse(part.Split('=')[1]))
                : throw new InvalidSettingException($"--extended-resources must be like example.com/gpu=2, each once; got '{part}'.");
        }

        return extended;
    }

    private static int? Slices(int? value) =>
        value is null or (>= 0 and <= 1000) ? value : throw new InvalidSettingException($"--gpu-time-slices must be between 0 and 1000; got {value}.");

    private static DeviceInjection? Injection(string? text) => text switch
    {
        null => null,
        "auto" => DeviceInjection.Auto,
        "request" => DeviceInjection.Request,
        "cdi" => DeviceInjection.Cdi,
        _ => throw new InvalidSettingException($"--gpu-injection must be auto, request or cdi; got '{text}'."),
    };

    private static string? Thresholds(string option, string? text)
    {
        try
        {
            EvictionThresholds.Parse(text ?? "");
            return text;
        }
        catch (FormatException e)
        {
            throw new InvalidSettingException($"{option}: {e.Message}.");
        }
    }

    private static long? AtLeastNothing(string option, long? value) =>
        value is null or >= 0 ? value : throw new InvalidSettingException($"{option} must be 0 or more; got {value}.");
}
