using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// The stored state is not the one that the grain read or wrote last. Where it escapes a call, the activation that it comes from is dropped,
/// and the next call finds a fresh one.
/// </summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <inheritdoc cref="InconsistentStateException"/>
    public InconsistentStateException()
    {
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version in storage, where it is known.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the grain held.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }

    // False once it left the grain whose state is inconsistent, so that the callers on its way are not dropped too.
    internal bool IsSourceActivation { get; set; } = true;
}
