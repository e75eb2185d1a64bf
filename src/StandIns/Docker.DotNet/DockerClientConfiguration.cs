namespace Docker.DotNet;

/// <summary>Where an engine is and how to talk to it.</summary>
public class DockerClientConfiguration : IDisposable
{
    /// <summary>The engine of this machine.</summary>
    public DockerClientConfiguration(
        Credentials? credentials = null,
        TimeSpan defaultTimeout = default,
        TimeSpan namedPipeConnectTimeout = default,
        IReadOnlyDictionary<string, string>? defaultHttpRequestHeaders = null)
        : this(new Uri("unix:/var/run/docker.sock"), credentials, defaultTimeout, namedPipeConnectTimeout, defaultHttpRequestHeaders)
    {
    }

    /// <summary>The engine at an endpoint: <c>unix:///path</c>, <c>tcp://host:port</c>, <c>http://</c> or <c>https://</c>.</summary>
    public DockerClientConfiguration(
        Uri endpoint,
        Credentials? credentials = null,
        TimeSpan defaultTimeout = default,
        TimeSpan namedPipeConnectTimeout = default,
        IReadOnlyDictionary<string, string>? defaultHttpRequestHeaders = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (defaultTimeout < Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("The default timeout must be positive, zero (100 seconds) or infinite.", nameof(defaultTimeout));
        }

        EndpointBaseUri = endpoint;
        Credentials = credentials ?? new AnonymousCredentials();
        DefaultTimeout = defaultTimeout == default ? TimeSpan.FromSeconds(100) : defaultTimeout;
        NamedPipeConnectTimeout = namedPipeConnectTimeout == default ? TimeSpan.FromMilliseconds(100) : namedPipeConnectTimeout;
        DefaultHttpRequestHeaders = defaultHttpRequestHeaders ?? new Dictionary<string, string>();
    }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyDictionary<string, string> DefaultHttpRequestHeaders { get; }

    /// <summary>Where the engine is.</summary>
    public Uri EndpointBaseUri { get; }

    /// <summary>How the client proves who it is.</summary>
    public Credentials Credentials { get; }

    /// <summary>How long a call whose answer is not a stream may take.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long connecting to a Windows pipe may take.</summary>
    public TimeSpan NamedPipeConnectTimeout { get; }

    /// <summary>A client that speaks this version of the API, or the engine's newest where null.</summary>
    public DockerClient CreateClient(Version? requestedApiVersion = null) => new(this, requestedApiVersion);

    /// <inheritdoc />
    public void Dispose()
    {
        Credentials.Dispose();
        GC.SuppressFinalize(this);
    }
}
