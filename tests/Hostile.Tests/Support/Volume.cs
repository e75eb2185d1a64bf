using System.Globalization;

namespace Orchestrator.Hostile.Tests.Support;

/// <summary>How much is sent: a slice for every change, or as much as the environment says, with the seed that it says.</summary>
internal static class Volume
{
    /// <summary>Of which requests; another number each time, unless <c>ORC_HOSTILE_SEED</c> says which.</summary>
    public static int Seed { get; } = Number("ORC_HOSTILE_SEED") ?? Random.Shared.Next();

    /// <summary>The number of the first request: <c>ORC_HOSTILE_FROM</c>, or 0.</summary>
    public static int From => Number("ORC_HOSTILE_FROM") ?? 0;

    /// <summary>How many requests are sent, however long it takes: <c>ORC_HOSTILE_REQUESTS</c>; null for as many as the slice has time for.</summary>
    public static int? Requests => Number("ORC_HOSTILE_REQUESTS");

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
