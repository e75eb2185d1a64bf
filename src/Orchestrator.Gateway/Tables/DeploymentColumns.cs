using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of deployments.</summary>
internal sealed class DeploymentColumns : ITableColumns<Deployment>
{
    public ImmutableArray<TableColumn<Deployment>> Columns { get; } =
    [
        CommonColumns.Name<Deployment>(),
        new("Ready", (deployment, _) => Ready(deployment), "How many of the wanted pods are ready."),
        new("Up-to-date", (deployment, _) => deployment.Status.UpdatedReplicas, "How many pods are of the current template.") { IsNumber = true },
        new("Available", (deployment, _) => deployment.Status.AvailableReplicas, "How many pods have been ready for long enough.") { IsNumber = true },
        CommonColumns.Age<Deployment>(),
        CommonColumns.Containers<Deployment>(deployment => deployment.Spec.Template),
        CommonColumns.Images<Deployment>(deployment => deployment.Spec.Template),
        CommonColumns.Selector<Deployment>(deployment => deployment.Spec.Selector),
    ];

    private static string Ready(Deployment deployment) =>
        string.Create(CultureInfo.InvariantCulture, $"{deployment.Status.ReadyReplicas}/{deployment.Spec.Replicas ?? 1}");
}
