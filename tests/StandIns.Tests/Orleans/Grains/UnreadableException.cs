using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>An exception with a member that can't be read.</summary>
[GenerateSerializer]
#pragma warning disable CA1032 // It is thrown in one way only.
public sealed class UnreadableException(string message) : Exception(message)
#pragma warning restore CA1032
{
    [Id(0)]
#pragma warning disable CA1065 // That it throws is what it is for.
    public string Secret
    {
        get => throw new NotSupportedException("nobody reads this");
        set => _ = value;
    }
#pragma warning restore CA1065
}
