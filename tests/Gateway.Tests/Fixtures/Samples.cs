using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Gateway.Tests.Fixtures;

/// <summary>Objects that tests start from.</summary>
public static class Samples
{
    public const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    public const string Pods = "/api/v1/namespaces/default/pods";
    public const string TableType = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    public const string DeploymentJson = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
         "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
                 "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"hello:1"}]}}}}
        """;

    public static Pod Pod(string name, Func<PodStatus, PodStatus>? status = null, string ns = "default") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns, Uid = $"uid-{name}", CreationTimestamp = FixedClock.Now.AddMinutes(-5) },
        Spec = new PodSpec { NodeName = "worker-a", Containers = [new Container { Name = "c", Image = "hello:1" }] },
        Status = (status ?? (s => s))(new PodStatus { Phase = PodPhase.Running, PodIp = "10.1.0.2" }),
    };

    public static PodStatus With(this PodStatus status, ContainerState state, bool ready = false, int restarts = 0, ContainerState? last = null) => status with
    {
        ContainerStatuses =
            [new ContainerStatus { Name = "c", State = state, Ready = ready, RestartCount = restarts, LastState = last ?? new ContainerState() }],
    };

    public static Deployment Deployment(string name = "web", string ns = "default") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns, Uid = $"uid-{name}", CreationTimestamp = FixedClock.Now.AddHours(-30) },
        Spec = new DeploymentSpec
        {
            Replicas = 3,
            Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "web")) },
            Template = new PodTemplateSpec
            {
                Metadata = new ObjectMeta { Labels = StringMap.Of(("app", "web")) },
                Spec = new PodSpec { Containers = [new Container { Name = "c", Image = "hello:1" }] },
            },
        },
        Status = new DeploymentStatus { Replicas = 3, ReadyReplicas = 2, UpdatedReplicas = 3, AvailableReplicas = 2 },
    };
}
