namespace Orchestrator.Containers.Docker;

/// <summary>Where the Docker engine is and how long it may take.</summary>
public sealed class DockerEngineOptions
{
    /// <summary>The engine of this machine, where nothing else is said.</summary>
    public const string DefaultEndpoint = "unix:///var/run/docker.sock";

    /// <summary><c>unix:///path/to/socket</c> or <c>tcp://host:port</c> (2376 with TLS and 2375 without where no port is named).</summary>
    public string Endpoint { get; set; } = DefaultEndpoint;

    /// <summary>
    /// Whether a TCP endpoint is spoken to over TLS, with a client certificate and with the engine's certificate checked against the authority in
    /// <see cref="CertificateDirectory"/>.
    /// </summary>
    public bool TlsVerify { get; set; }

    /// <summary>The folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>, as Docker's own tools lay it out; needed with <see cref="TlsVerify"/>.</summary>
    public string? CertificateDirectory { get; set; }

    /// <summary>How long the engine may take to say that it is there. Default: 10 seconds.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call that only reads may take: an inspection, a list. Default: 1 minute.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call that changes something may take; a stop may take its grace in addition, and an archive's transfer this long without a byte. Pulls and open
    /// streams are not bound by it. Default: 2 minutes.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After how long without any progress a pull is given up. Default: 5 minutes.</summary>
    public TimeSpan PullStallTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Takes over <c>DOCKER_HOST</c>, <c>DOCKER_TLS_VERIFY</c> (any text means yes) and <c>DOCKER_CERT_PATH</c> (where only TLS is asked for:
    /// <c>.docker</c> in the home folder) with the meaning that Docker's own tools give them. What is not set changes nothing.
    /// </summary>
    /// <param name="variable">Reads an environment variable.</param>
    public void ReadEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("DOCKER_HOST") is { Length: > 0 } endpoint)
        {
            Endpoint = endpoint;
        }

        TlsVerify |= variable("DOCKER_TLS_VERIFY") is { Length: > 0 };
        if (variable("DOCKER_CERT_PATH") is { Length: > 0 } directory)
        {
            CertificateDirectory = directory;
        }
        else if (TlsVerify && CertificateDirectory is null && variable("HOME") is { Length: > 0 } home)
        {
            CertificateDirectory = Path.Combine(home, ".docker");
        }
    }
}
