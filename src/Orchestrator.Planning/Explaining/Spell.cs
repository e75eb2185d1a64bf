using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Times, amounts and names as people say them.</summary>
internal static class Spell
{
    private const long Mebi = 1 << 20;

    /// <summary>A duration in the largest unit that says enough: <c>45s</c>, <c>5m</c>, <c>3h</c>, <c>12d</c>.</summary>
    public static string Time(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0 } => "0s",
        { TotalMinutes: < 2 } => Count(span.TotalSeconds, 's'),
        { TotalHours: < 2 } => Count(span.TotalMinutes, 'm'),
        { TotalDays: < 2 } => Count(span.TotalHours, 'h'),
        _ => Count(span.TotalDays, 'd'),
    };

    /// <summary>An amount of a resource in the schedulers' units; memory and disk in whole mebibytes where they are as large, as <paramref name="up"/> says.</summary>
    public static string Amount(string resource, long amount, bool up = false) => resource switch
    {
        ResourceName.Cpu => Quantity.OfMilli(amount).ToString(),
        ResourceName.Memory or ResourceName.EphemeralStorage when Math.Abs(amount) >= Mebi =>
            Quantity.Of(((amount / Mebi) + (up && amount % Mebi > 0 ? 1 : 0)) * Mebi, QuantityFormat.Binary).ToString(),
        _ => amount.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Names in a list that stays short.</summary>
    public static string Names(IReadOnlyCollection<string> names) => Names(names, names.Count);

    /// <summary>The first of so many names in a list that stays short.</summary>
    public static string Names(IReadOnlyCollection<string> first, int count)
    {
        const int Max = 3;
        return count <= Max ? string.Join(", ", first) : $"{string.Join(", ", first.Take(Max))} and {count - Max} more";
    }

    /// <summary>The option by which commands find the pod's namespace.</summary>
    public static string InNamespace(Pod pod) => pod.Metadata.Namespace is "" or "default" ? "" : $" -n {pod.Metadata.Namespace}";

    /// <summary>A sentence without its full stop, so that another can go on from it.</summary>
    public static string Unstopped(string? sentence) => (sentence ?? "").Trim().TrimEnd('.');

    private static string Count(double count, char unit) => string.Create(CultureInfo.InvariantCulture, $"{(long)count}{unit}");
}
