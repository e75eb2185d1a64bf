using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Defaults;

/// <summary>The defaults of LimitRanges that depend on other fields.</summary>
internal static class LimitRangeDefaults
{
    /// <summary>For containers, what is not said is taken from what is: the usual limit from the most, the usual request from the usual limit, else from the least.</summary>
    public static LimitRangeItem Of(LimitRangeItem item)
    {
        if (item.Type != LimitType.Container)
        {
            return item;
        }

        var limits = With(item.Default, item.Max);
        return item with { Default = limits, DefaultRequest = With(With(item.DefaultRequest, limits), item.Min) };
    }

    private static ImmutableSortedDictionary<string, Quantity> With(
        ImmutableSortedDictionary<string, Quantity> said, ImmutableSortedDictionary<string, Quantity> usual) =>
        said.AddRange(usual.Where(entry => !said.ContainsKey(entry.Key)));
}
