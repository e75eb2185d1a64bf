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

    /// <summary>A pod with an init container, a sidecar and two ordinary containers.</summary>
    public static Pod Shared(string name, string? policy = null)
    {
        var pod = Pod(name, policy: policy);
        return ResourceDefaults.Apply(pod with
        {
            Spec = pod.Spec with
            {
                InitContainers =
                [
                    new Container { Name = "init", Image = "here", ImagePullPolicy = "IfNotPresent", Command = [MemoryEngine.EndsAtOnce] },
                    new Container { Name = "sidecar", Image = "here", ImagePullPolicy = "IfNotPresent", RestartPolicy = "Always" },
                ],
                Containers = [pod.Spec.Containers[0], pod.Spec.Containers[0] with { Name = "other" }],
            },
        });
    }

    public static string Uid(string name) => $"uid-{name}";
}
