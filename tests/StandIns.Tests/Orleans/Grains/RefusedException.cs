using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>An exception with properties of its own.</summary>
[GenerateSerializer]
public sealed class RefusedException : Exception
{
    public RefusedException()
    {
    }

    public RefusedException(string message)
        : base(message)
    {
    }

    public RefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    [Id(0)]
    public string Field { get; set; } = string.Empty;

    [Id(1)]
    public int Code { get; set; }
}
