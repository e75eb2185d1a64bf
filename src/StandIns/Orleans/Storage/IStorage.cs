namespace Orleans.Core;

/// <summary>A grain's stored state, apart from its type.</summary>
public interface IStorage
{
    /// <summary>The row's version, in decimals; null without a row.</summary>
    string? Etag { get; }

    /// <summary>Whether a state is stored: false before the first write and after a clear.</summary>
    bool RecordExists { get; }

    /// <summary>Clears the stored state, and takes a new one here.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the state.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote since this one read or wrote.</exception>
    Task WriteStateAsync();

    /// <summary>Reads the stored state over the one that is here.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
