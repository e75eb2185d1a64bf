using System.CommandLine;
using System.Net;
using Npgsql;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary>The options of everything that serves HTTP and belongs to a cluster.</summary>
internal sealed class CommonOptions
{
    /// <summary>The longest delay of the end.</summary>
    public static readonly TimeSpan ShutdownDelayMax = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ListFreshnessMax = TimeSpan.FromMinutes(1);

    private readonly Option<string> _name = new("--name", "--node-name")
    {
        Description = "Name of the silo and its node, or of the gateway; a lower-case DNS name. By default this machine's host name.",
        DefaultValueFactory = _ => Dns.GetHostName().ToLowerInvariant(),
    };

    private readonly Option<string> _cluster = new("--cluster") { Description = "Name of the cluster.", DefaultValueFactory = _ => "orc" };

    private readonly Option<Uri> _listen = new("--listen")
    {
        Description = "Where the API listens, with health (/livez, /readyz) and metrics (/metrics). https:// anywhere; http:// on loopback addresses only, for programs of the user that runs it, unless --allow-remote is given; without the API http:// anywhere.",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:7080"),
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : OptionErrors.Wrong<Uri>(result, $"--listen must be an address such as https://10.0.0.1:7443 or http://127.0.0.1:7080; got '{result.Tokens[0].Value}'."),
    };

    private readonly Option<bool> _allowRemote = new("--allow-remote")
    {
        Description = "Lets the API listen over plain http on addresses that others can reach. They need a token, and whoever is between can read it: only where something before it speaks TLS.",
    };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "Writes a kubeconfig for this server to this file, for its owner only: over https with the credentials of the cluster's owner, who may do everything." };

    private readonly Option<string?> _apiTls = new("--api-tls-dir")
    {
        Description = "Folder with tls.crt and tls.key, which the API shows over https, and ca.crt for the kubeconfig. Read anew when they change. By default the cluster makes its own authority.",
    };

    private readonly Option<string[]> _apiAddresses = new("--api-address")
    {
        Description = "A further name or IP address under which clients reach the API over https, such as that of a load balancer. May be given more than once.",
    };

    private readonly Option<string?> _clientAuthority = new("--client-ca")
    {
        Description = "File with authorities whose client certificates say who somebody is: common name the user, organizations the groups. That of the cluster is one anyway.",
    };

    private readonly Option<string?> _serviceAddresses = new("--service-cluster-ip-range")
    {
        Description = "IPv4 network from which Services get their addresses, with a prefix from 8 to 28; 10.96.0.0/16 by default. The same for all processes that serve the API.",
    };

    private readonly Option<string?> _servicePorts = new("--service-node-port-range")
    {
        Description = "Ports of nodes that Services get, such as 30000-32767, the default. The same for all processes that serve the API.",
    };

    private readonly Option<string?> _listFreshness = new("--list-freshness-timeout")
    {
        Description = "How long a list waits for transactions on the PostgreSQL server that hold back the newest writes, before it is answered without these; 2s by default.",
    };

    private readonly Option<string?> _tls = new("--tls-dir")
    {
        Description = "Folder with ca.crt, tls.crt and tls.key: silos and clients show each other certificates of that authority, and talk over TLS only. Read anew when they change. See orc certs.",
    };

    private readonly Option<bool> _insecure = new("--insecure-silos")
    {
        Description = "Lets silos that others can reach talk without TLS. Whoever reaches them rules the cluster: only for networks that you trust.",
    };

    private readonly Option<int> _shutdownDelay = new("--shutdown-delay")
    {
        Description = "For how many seconds requests are still taken after SIGTERM, while /readyz says no, so that a load balancer sends them elsewhere first; 0 by default.",
    };

    public CommonOptions() => _shutdownDelay.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var seconds && (seconds < 0 || seconds > ShutdownDelayMax.TotalSeconds))
        {
            result.AddError($"--shutdown-delay must be between 0 and {ShutdownDelayMax.TotalSeconds} seconds; got {seconds}.");
        }
    });

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _name, _cluster, _listen, _allowRemote, _kubeconfig, _apiTls, _apiAddresses, _clientAuthority, _serviceAddresses, _servicePorts, _listFreshness, _tls, _insecure, _shutdownDelay })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options that say something of the API only.</summary>
    public IEnumerable<Option> OfApi => [_allowRemote, _kubeconfig, _serviceAddresses, _servicePorts, .. OfHttps];

    private Option[] OfHttps => [_apiTls, _apiAddresses, _clientAuthority];

    /// <summary>What was given.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="hasApi">Whether the API is served.</param>
    /// <param name="exposure">Why connections to silos can be overheard by others; null where they cannot.</param>
    /// <exception cref="InvalidSettingException">Something is missing or wrong.</exception>
    public HostSettings Read(ParseResult result, bool hasApi, string? exposure)
    {
        var listen = result.GetValue(_listen)!;
        RequireFit(result, listen, hasApi);
        return new HostSettings
        {
            Postgres = ConnectionString(),
            Name = result.GetValue(_name)!,
            ClusterId = result.GetValue(_cluster)!,
            Listen = listen,
            AllowRemote = result.GetValue(_allowRemote) || !hasApi,
            SecretsKeyFile = Environment.GetEnvironmentVariable(HostSettings.SecretsKeyFileVariable) is { Length: > 0 } file ? file : null,
            Kubeconfig = result.GetValue(_kubeconfig),
            ApiTlsFolder = result.GetValue(_apiTls) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
            ApiAddresses = [.. result.GetValue(_apiAddresses) ?? []],
            ClientAuthorityFile = result.GetValue(_clientAuthority),
            ServiceAddresses = result.GetValue(_serviceAddresses),
            ServiceNodePorts = result.GetValue(_servicePorts),
            ListFreshnessTimeout = ListFreshness(result),
            TlsFolder = TlsFolder(result, exposure),
            ShutdownDelay = TimeSpan.FromSeconds(result.GetValue(_shutdownDelay)),
        };
    }

    private TimeSpan? ListFreshness(ParseResult result) => OptionDurations.Read(result, _listFreshness) switch
    {
        { } timeout when timeout <= TimeSpan.Zero || timeout > ListFreshnessMax =>
            throw new InvalidSettingException($"{_listFreshness.Name} must be more than 0 and at most {ListFreshnessMax.TotalSeconds}s; got {result.GetValue(_listFreshness)}."),
        var timeout => timeout,
    };

    private void RequireFit(ParseResult result, Uri listen, bool hasApi)
    {
        if (listen.Scheme == Uri.UriSchemeHttps)
        {
            if (!hasApi)
            {
                throw new InvalidSettingException($"--listen {listen} must be http://: without the API there are only health and metrics, which have no secrets.");
            }

            return;
        }

        if (OfHttps.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } ofHttps)
        {
            throw new InvalidSettingException($"{ofHttps.Name} is about https, and --listen {listen} is not; use https:// there, or leave it out.");
        }

        if (hasApi && !listen.IsLoopback && !result.GetValue(_allowRemote))
        {
            throw new InvalidSettingException(
                $"--listen {listen} can be reached by others, and over plain http they can read what is sent; use https://, or a loopback address, or add --allow-remote if the network is trusted.");
        }
    }

    private string? TlsFolder(ParseResult result, string? exposure)
    {
        var (folder, insecure) = (result.GetValue(_tls), result.GetValue(_insecure));
        return (folder, insecure, exposure) switch
        {
            ({ Length: > 0 }, true, _) => throw new InvalidSettingException("--tls-dir and --insecure-silos exclude each other: give one of them."),
            ({ Length: > 0 }, false, _) => Path.GetFullPath(folder),
            (_, false, { } why) => throw new InvalidSettingException(
                $"{why}; give --tls-dir with certificates (orc certs makes them), or add --insecure-silos if the network is trusted."),
            _ => null,
        };
    }

    // The text is not repeated: it may hold a password.
    private static string ConnectionString()
    {
        const string Example = "'Host=127.0.0.1;Database=orc;Username=orc;Password=...'";
        var text = Environment.GetEnvironmentVariable(HostSettings.PostgresVariable);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidSettingException($"{HostSettings.PostgresVariable} must hold the connection string of a PostgreSQL database, such as {Example}.");
        }

        try
        {
            _ = new NpgsqlConnectionStringBuilder(text);
            return text;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidSettingException($"{HostSettings.PostgresVariable} is no connection string; it must look like {Example}.");
        }
    }
}
