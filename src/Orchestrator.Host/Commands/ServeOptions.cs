using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using Npgsql;
using Orchestrator.Agent.Images;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary>The options that all commands which start a silo share.</summary>
internal sealed class ServeOptions
{
    private static readonly ImmutableSortedDictionary<string, string> NoLabels = ImmutableSortedDictionary<string, string>.Empty;

    private readonly Option<string> _name = new("--name", "--node-name")
    {
        Description = "Name of the silo and its node; a lower-case DNS name. By default this machine's host name.",
        DefaultValueFactory = _ => Dns.GetHostName().ToLowerInvariant(),
    };

    private readonly Option<string> _cluster = new("--cluster") { Description = "Name of the cluster.", DefaultValueFactory = _ => "orc" };

    private readonly Option<Uri> _listen = new("--listen")
    {
        Description = "Where the API listens. Only loopback addresses, unless --allow-remote is given.",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:7080"),
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp
            ? uri
            : Wrong<Uri>(result, $"--listen must be an address such as http://127.0.0.1:7080; got '{result.Tokens[0].Value}'."),
    };

    private readonly Option<bool> _allowRemote = new("--allow-remote")
    {
        Description = "Lets the API listen on addresses that others can reach. It has no authentication yet: whoever reaches it rules the machine.",
    };

    private readonly Option<IPAddress> _siloAddress = new("--silo-address")
    {
        Description = "Address under which other silos reach this one.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out var address)
            ? address
            : Wrong<IPAddress>(result, $"--silo-address must be an IP address; got '{result.Tokens[0].Value}'."),
    };

    private readonly Option<int> _siloPort = Port("--silo-port", "Port for other silos; 0 takes 11111, or another one where that is taken.");

    private readonly Option<int> _clientPort = Port("--client-port", "Port for Orleans clients; 0 takes 30000, or another one where that is taken.");

    private readonly Option<string[]> _labels = new("--node-label") { Description = "A label of the node, as key=value. May be given more than once." };

    private readonly Option<string[]> _subnets = new("--pod-subnet")
    {
        Description = "IPv4 subnet for the addresses of pods, in CIDR notation. May be given more than once: the first that is free is taken.",
    };

    private readonly Option<int?> _pods = new("--pods-max") { Description = "How many pods the node takes; 110 by default." };

    private readonly Option<bool> _remove = new("--remove-containers-on-exit")
    {
        Description = "Ends the node's containers on a clean exit. By default they go on, and the next start adopts them.",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder for what this machine keeps: what pods have on its disk, and which images it pulled. By default /var/lib/orchestrator for root, and orchestrator in the user's folder for data otherwise.",
    };

    private readonly Option<string?> _registryConfig = new("--registry-config")
    {
        Description = "File with credentials for registries that all pods of the node may use, as docker login writes it. By default ~/.docker/config.json, if there is one.",
    };

    private readonly Option<ImageCollection> _imageCollection = new("--image-gc")
    {
        Description = "Which images are removed when disk is short and nothing uses them: those that the node pulled (pulled, the default), all, or none.",
        DefaultValueFactory = _ => ImageCollection.Pulled,
    };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "Writes a kubeconfig for this server to this file." };

    private readonly NodeResourceOptions _resources = new();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_name);
        command.Options.Add(_cluster);
        command.Options.Add(_listen);
        command.Options.Add(_allowRemote);
        command.Options.Add(_siloAddress);
        command.Options.Add(_siloPort);
        command.Options.Add(_clientPort);
        command.Options.Add(_labels);
        command.Options.Add(_subnets);
        command.Options.Add(_pods);
        command.Options.Add(_remove);
        command.Options.Add(_data);
        command.Options.Add(_registryConfig);
        command.Options.Add(_imageCollection);
        command.Options.Add(_kubeconfig);
        _resources.AddTo(command);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="InvalidSettingException">Something is missing or wrong.</exception>
    public ServeSettings Read(ParseResult result)
    {
        var postgres = Environment.GetEnvironmentVariable(ServeSettings.PostgresVariable);
        if (string.IsNullOrWhiteSpace(postgres))
        {
            throw new InvalidSettingException(
                $"{ServeSettings.PostgresVariable} must hold the connection string of a PostgreSQL database, such as 'Host=127.0.0.1;Database=orc;Username=orc;Password=...'.");
        }

        RequireConnectionString(postgres);
        var listen = result.GetValue(_listen)!;
        if (!listen.IsLoopback && !result.GetValue(_allowRemote))
        {
            throw new InvalidSettingException(
                $"--listen {listen} can be reached by others, and the API has no authentication yet; use a loopback address, or add --allow-remote if the network is trusted.");
        }

        return new ServeSettings
        {
            Postgres = postgres,
            Name = result.GetValue(_name)!,
            ClusterId = result.GetValue(_cluster)!,
            Listen = listen,
            AllowRemote = result.GetValue(_allowRemote),
            SiloAddress = result.GetValue(_siloAddress)!,
            SiloPort = result.GetValue(_siloPort),
            ClientPort = result.GetValue(_clientPort),
            NodeLabels = NoLabels.AddRange((result.GetValue(_labels) ?? []).Select(Label)),
            PodSubnets = [.. result.GetValue(_subnets) ?? []],
            PodsMax = result.GetValue(_pods),
            Resources = _resources.Read(result),
            RemoveContainersOnExit = result.GetValue(_remove),
            DataFolder = result.GetValue(_data),
            SecretsKeyFile = Environment.GetEnvironmentVariable(ServeSettings.SecretsKeyFileVariable) is { Length: > 0 } file ? file : null,
            RegistryConfigFile = result.GetValue(_registryConfig),
            ImageCollection = result.GetValue(_imageCollection),
            Kubeconfig = result.GetValue(_kubeconfig),
        };
    }

    // The text is not repeated: it may hold a password.
    private static void RequireConnectionString(string text)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidSettingException(
                $"{ServeSettings.PostgresVariable} is no connection string; it must look like 'Host=127.0.0.1;Database=orc;Username=orc;Password=...'.");
        }
    }

    private static KeyValuePair<string, string> Label(string text) => text.Split('=', 2) is [{ Length: > 0 } key, var value]
        ? KeyValuePair.Create(key, value)
        : throw new InvalidSettingException($"--node-label must be key=value; got '{text}'.");

    private static Option<int> Port(string name, string description)
    {
        var option = new Option<int>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError($"{name} must be between 0 and 65535.");
            }
        });
        return option;
    }

    private static T? Wrong<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
