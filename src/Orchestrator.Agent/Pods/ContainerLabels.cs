using System.Globalization;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// The labels by which an agent finds its containers again. With the pod's stored status they are all that it needs after a restart, so they also say how long was
/// waited before a run, which the next delay depends on.
/// </summary>
public static class ContainerLabels
{
    /// <summary>The cluster.</summary>
    public const string Cluster = "orchestrator.cluster";

    /// <summary>The node.</summary>
    public const string Node = "orchestrator.node";

    /// <summary>The pod's namespace.</summary>
    public const string PodNamespace = "orchestrator.pod.namespace";

    /// <summary>The pod's name.</summary>
    public const string PodName = "orchestrator.pod.name";

    /// <summary>The pod's uid.</summary>
    public const string PodUid = "orchestrator.pod.uid";

    /// <summary>The pod's generation that the container was made for.</summary>
    public const string PodGeneration = "orchestrator.pod.generation";

    /// <summary>The pod's address.</summary>
    public const string PodAddress = "orchestrator.pod.address";

    /// <summary>The container's name in the pod.</summary>
    public const string Container = "orchestrator.container";

    /// <summary>What the container is in the pod: <see cref="SandboxRole"/>, or one of <see cref="ContainerRole"/> in lower case.</summary>
    public const string Role = "orchestrator.role";

    /// <summary>The engine's id of the sandbox that the container was made for; absent where it has its own network.</summary>
    public const string Sandbox = "orchestrator.sandbox";

    /// <summary>The role of a sandbox.</summary>
    public const string SandboxRole = "sandbox";

    /// <summary>Which run of the container this is, from 0.</summary>
    public const string Attempt = "orchestrator.attempt";

    /// <summary>Whole seconds that were waited before this run; absent for a first run.</summary>
    public const string Backoff = "orchestrator.backoff-seconds";

    /// <summary>The devices that the container's pod has for itself, separated by commas; absent where it has none.</summary>
    public const string Devices = "orchestrator.devices";

    /// <summary>That the container must not run on when its node is cut off; absent where it may. An agent that has heard of no pods yet knows it by this alone.</summary>
    public const string EndsWithLease = "orchestrator.ends-with-lease";

    /// <summary>What all containers of a node carry.</summary>
    public static Dictionary<string, string> OfNode(NodeAgentOptions options) => new(StringComparer.Ordinal)
    {
        [Cluster] = options.ClusterId,
        [Node] = options.NodeName,
    };

    /// <summary>What those of them carry that must not run on when the node is cut off.</summary>
    public static Dictionary<string, string> OfLeased(NodeAgentOptions options)
    {
        var labels = OfNode(options);
        labels[EndsWithLease] = "true";
        return labels;
    }

    /// <summary>What one run of a container of a pod carries.</summary>
    public static Dictionary<string, string> OfRun(NodeAgentOptions options, Pod pod, RunRequest run)
    {
        var labels = OfPod(options, pod, run.Attempt, run.Backoff, run.Place.Address);
        labels[Container] = run.Container.Name;
        labels[Role] = run.Role.ToString().ToLowerInvariant();
        if (run.Place.SandboxId is { Length: > 0 } sandbox)
        {
            labels[Sandbox] = sandbox;
        }

        if (!run.Devices.Exclusive.IsEmpty)
        {
            labels[Devices] = string.Join(',', run.Devices.Exclusive);
        }

        return labels;
    }

    /// <summary>What one run of a pod's sandbox carries.</summary>
    public static Dictionary<string, string> OfSandbox(NodeAgentOptions options, Pod pod, int attempt, TimeSpan? backoff, string? address)
    {
        var labels = OfPod(options, pod, attempt, backoff, address);
        labels[Container] = "";
        labels[Role] = SandboxRole;
        return labels;
    }

    /// <summary>The container of the pod that this is a run of; empty for its sandbox.</summary>
    public static string ContainerOf(ContainerInfo container) => container.Labels.GetValueOrDefault(Container, "");

    /// <summary>The devices that a container's pod has for itself.</summary>
    public static string[] DevicesOf(ContainerInfo container) => container.Labels.GetValueOrDefault(Devices, "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Which run a container is; 0 where its label is not a number.</summary>
    public static int AttemptOf(ContainerInfo container) =>
        container.Labels.TryGetValue(Attempt, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    /// <summary>How long was waited before a run; null for a first one.</summary>
    public static TimeSpan? BackoffOf(ContainerInfo container) =>
        container.Labels.TryGetValue(Backoff, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static Dictionary<string, string> OfPod(NodeAgentOptions options, Pod pod, int attempt, TimeSpan? backoff, string? address)
    {
        var labels = NodeLossPolicy.StopsWhenCutOff(pod) ? OfLeased(options) : OfNode(options);
        labels[PodNamespace] = pod.Metadata.Namespace;
        labels[PodName] = pod.Metadata.Name;
        labels[PodUid] = pod.Metadata.Uid;
        labels[PodGeneration] = pod.Metadata.Generation.ToString(CultureInfo.InvariantCulture);
        labels[Attempt] = attempt.ToString(CultureInfo.InvariantCulture);
        if (address is not null)
        {
            labels[PodAddress] = address;
        }

        if (backoff is { } waited)
        {
            labels[Backoff] = ((long)waited.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return labels;
    }
}
