using System.Collections.Immutable;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Host.Serving;

/// <summary>What a silo and a gateway are both started with. Secrets come by the environment, never by arguments.</summary>
internal record HostSettings
{
    /// <summary>The environment variable with the connection string of the database.</summary>
    public const string PostgresVariable = "ORC_POSTGRES";

    /// <summary>The environment variable with the path of the file that holds the keys of Secrets.</summary>
    public const string SecretsKeyFileVariable = SecretKeyring.Setting;

    /// <summary>Its name, which is also that of its node.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster that it belongs to.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The database.</summary>
    public required string Postgres { get; init; }

    /// <summary>Where HTTP is listened for: the API where it is served, health and metrics in any case.</summary>
    public required Uri Listen { get; init; }

    /// <summary>Whether the API may listen over plain http on an address that others can reach.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>How long a list waits for the newest writes to be final; null for the usual time.</summary>
    public TimeSpan? ListFreshnessTimeout { get; init; }

    /// <summary>The file with the keys of Secrets, or null where there is none.</summary>
    public string? SecretsKeyFile { get; init; }

    /// <summary>Where to write a kubeconfig, or null for nowhere.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The folder with the API's certificate; null where its own authority makes one.</summary>
    public string? ApiTlsFolder { get; init; }

    /// <summary>Further names and addresses under which clients reach the API.</summary>
    public ImmutableArray<string> ApiAddresses { get; init; } = [];

    /// <summary>A file with further authorities whose certificates say who a client is; null where there are none.</summary>
    public string? ClientAuthorityFile { get; init; }

    /// <summary>The network from which Services get their addresses; null for the usual one.</summary>
    public string? ServiceAddresses { get; init; }

    /// <summary>The ports of nodes that Services get; null for the usual ones.</summary>
    public string? ServiceNodePorts { get; init; }

    /// <summary>The folder with the certificate that is shown to silos; null where they speak without TLS.</summary>
    public string? TlsFolder { get; init; }

    /// <summary>How long requests are still taken after the end was asked for, so that whoever sends them here learns of it.</summary>
    public TimeSpan ShutdownDelay { get; init; }
}
