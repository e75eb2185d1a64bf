namespace Orleans.Runtime;

/// <summary>What happens when a silo cannot go on, as when the cluster declared it dead. A host may put its own into its services.</summary>
public interface IFatalErrorHandler
{
    /// <summary>Whether an exception is not one of those that belong to a process that ends.</summary>
    bool IsUnexpected(Exception exception);

    /// <summary>Called where a silo cannot go on; by default it ends the process.</summary>
    void OnFatalException(object? sender = null, string? context = null, Exception? exception = null);
}
