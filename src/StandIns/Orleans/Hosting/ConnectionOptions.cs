namespace Orleans.Configuration;

/// <summary>Settings of connections between silos, and of clients to silos.</summary>
public class ConnectionOptions
{
    /// <summary>How long is waited before a connection that could not be made is tried again.</summary>
    public TimeSpan ConnectionRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it may take to make a connection. Calls that wait for one wait no longer than that for it.</summary>
    public TimeSpan OpenConnectionTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
