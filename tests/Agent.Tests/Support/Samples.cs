using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent.Tests.Support;

internal static class Samples
{
    /// <summary>A pod that is bound to <c>worker-a</c>, with the uid <c>uid-NAME</c>.</summary>
    public static Pod Pod(string name, string image = "here", string? policy = null, string? pull = null, params string[] command) => ResourceDefaults.Apply(new Pod
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = Uid(name), Generation = 1 },
        Spec = new PodSpec
        {
            NodeName = "worker-a",
            RestartPolicy = policy,
            Containers = [new Container { Name = "main", Image = image, ImagePullPolicy = pull ?? "IfNotPresent", Command = [.. command] }],
        },
        Status = new PodStatus { Phase = PodPhase.Pending },
    });

    public static string Uid(string name) => $"uid-{name}";
}
