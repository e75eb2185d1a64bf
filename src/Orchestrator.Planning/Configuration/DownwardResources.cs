using System.Globalization;
using System.Numerics;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>What containers request and may use, as whole numbers of a unit, rounded up (Kubernetes' documentation: "Downward API").</summary>
public static class DownwardResources
{
    /// <summary>The number.</summary>
    /// <param name="selector">What is asked for.</param>
    /// <param name="asking">The container that asks, which is meant where none is named; null for a file of a volume.</param>
    /// <param name="view">The pod and its node.</param>
    /// <exception cref="ConfigException">The pod has no such container, or a container has no such resource.</exception>
    public static string ValueOf(ResourceFieldSelector selector, Container? asking, DownwardView view)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(view);
        var name = selector.ContainerName;
        var container = string.IsNullOrEmpty(name) ? asking : view.Pod.Spec.InitContainers.Concat(view.Pod.Spec.Containers).FirstOrDefault(container => container.Name == name);
        if (container is null)
        {
            throw new ConfigException($"container {name} not found");
        }

        var amount = selector.Resource.Split('.', 2) switch
        {
            ["limits", var resource] => LimitOf(container, resource, view),
            ["requests", var resource] => container.Resources.Requests.AmountOf(resource),
            _ => throw new ConfigException($"unsupported container resource : {selector.Resource}"),
        };
        return Divide(amount, selector.Divisor is { Sign: > 0 } divisor ? divisor : Quantity.Of(1), selector.Resource.EndsWith($".{ResourceName.Cpu}", StringComparison.Ordinal));
    }

    private static Quantity LimitOf(Container container, string resource, DownwardView view) =>
        container.Resources.Limits.AmountOf(resource) is { Sign: not 0 } limit ? limit : view.Allocatable.AmountOf(resource);

    private static string Divide(Quantity amount, Quantity divisor, bool isCpu)
    {
        var (whole, unit) = isCpu ? (amount.MilliValue, Math.Max(1, divisor.MilliValue)) : (amount.Value, Math.Max(1, divisor.Value));
        var count = BigInteger.DivRem(whole, unit, out var rest) + (rest.Sign > 0 ? 1 : 0);
        return count.ToString(CultureInfo.InvariantCulture);
    }
}
