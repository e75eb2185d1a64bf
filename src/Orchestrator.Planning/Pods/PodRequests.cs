using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>
/// What a pod as a whole requests of a resource (Kubernetes' documentation, "Init Containers" and "Sidecar Containers", resource sharing): the most that it needs at
/// any time, be it while an init container runs beside the sidecars that started before it, or while all containers and sidecars run; and its overhead.
/// </summary>
public static class PodRequests
{
    /// <summary>The pod's request; zero where it requests nothing. A container's limit counts where it has no request.</summary>
    /// <param name="spec">What is wanted of the pod.</param>
    /// <param name="resource">One of <see cref="ResourceName"/>.</param>
    public static Quantity Of(PodSpec spec, string resource) => Peak(spec, resource, container => Of(container, resource));

    /// <summary>The most of a resource that a pod has at any time, and its overhead.</summary>
    /// <param name="spec">What is wanted of the pod.</param>
    /// <param name="resource">One of <see cref="ResourceName"/>.</param>
    /// <param name="amountOf">How much a container has of it.</param>
    public static Quantity Peak(PodSpec spec, string resource, Func<Container, Quantity> amountOf)
    {
        var sidecars = Quantity.Zero;
        var most = Quantity.Zero;
        foreach (var container in spec.InitContainers)
        {
            var request = amountOf(container);
            most = Larger(most, sidecars + request);
            sidecars = container.IsSidecar ? sidecars + request : sidecars;
        }

        var running = spec.Containers.Aggregate(sidecars, (sum, container) => sum + amountOf(container));
        return Larger(most, running) + AtLeastZero(spec.Overhead.AmountOf(resource));
    }

    /// <summary>A container's request, or its limit where it has none; zero where it has neither.</summary>
    public static Quantity Of(Container container, string resource) => AtLeastZero(
        container.Resources.Requests.TryGetValue(resource, out var request) ? request : container.Resources.Limits.AmountOf(resource));

    private static Quantity Larger(Quantity left, Quantity right) => left >= right ? left : right;

    private static Quantity AtLeastZero(Quantity amount) => Larger(Quantity.Zero, amount);
}
