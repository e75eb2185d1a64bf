using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Eviction;

/// <summary>Thresholds as settings write them: <c>memory.available&lt;100Mi,nodefs.available&lt;10%</c>.</summary>
public static class EvictionThresholds
{
    /// <summary>Kubernetes' defaults on Linux; process ids beside them, since a fork bomb takes the agent's own.</summary>
    public const string DefaultHard = "memory.available<100Mi,nodefs.available<10%,nodefs.inodesFree<5%,imagefs.available<15%,imagefs.inodesFree<5%,pid.available<5%";

    /// <summary>Reads thresholds.</summary>
    /// <param name="text">The setting; empty is none.</param>
    /// <param name="grace">For how long they have to be met; none for hard ones.</param>
    /// <exception cref="FormatException">Something in it is not a threshold; the message says what.</exception>
    public static ImmutableArray<EvictionThreshold> Parse(string text, TimeSpan grace = default)
    {
        var read = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => ParseOne(part, grace)).ToImmutableArray();
        var twice = read.GroupBy(threshold => threshold.Signal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? read : throw new FormatException($"eviction thresholds \"{text}\" give {twice.Key} more than once");
    }

    private static EvictionThreshold ParseOne(string part, TimeSpan grace)
    {
        var sign = part.IndexOf('<', StringComparison.Ordinal);
        if (sign < 0 || EvictionSignals.Find(part[..sign].Trim()) is not { } signal)
        {
            throw new FormatException($"\"{part}\" is not an eviction threshold: write SIGNAL<AMOUNT, where SIGNAL is one of {string.Join(", ", EvictionSignals.Names)}");
        }

        var amount = part[(sign + 1)..].Trim();
        if (amount.EndsWith('%'))
        {
            return double.TryParse(amount[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
                ? new EvictionThreshold(signal, 0, percent / 100, grace)
                : throw new FormatException($"\"{part}\": a percentage is between 0% and 100%");
        }

        return Quantity.TryParse(amount, out var quantity) && quantity.Sign >= 0
            ? new EvictionThreshold(signal, quantity.Value, null, grace)
            : throw new FormatException($"\"{part}\": \"{amount}\" is neither a quantity such as 100Mi nor a percentage");
    }
}
