using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using Orchestrator.Agent.Images;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary>The options of a silo.</summary>
internal sealed class ServeOptions
{
    private static readonly ImmutableSortedDictionary<string, string> NoLabels = ImmutableSortedDictionary<string, string>.Empty;

    private readonly CommonOptions _common = new();

    private readonly Option<SiloRoles?> _roles = new("--role")
    {
        HelpName = "roles",
        Description = "What the silo does: control (hosts the control plane and serves the API), worker (runs pods on this machine's container engine), or control,worker, the default.",
        CustomParser = result => Roles(result.Tokens[0].Value) is { } roles
            ? roles
            : OptionErrors.Wrong<SiloRoles?>(result, $"--role must be control, worker, or control,worker; got '{result.Tokens[0].Value}'."),
    };

    private readonly Option<bool> _noGateway = new("--no-gateway") { Description = "Does not serve the API in this silo: orc gateway serves it elsewhere." };

    private readonly Option<IPAddress> _siloAddress = new("--silo-address")
    {
        Description = "Address under which other silos reach this one.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out var address)
            ? address
            : OptionErrors.Wrong<IPAddress>(result, $"--silo-address must be an IP address; got '{result.Tokens[0].Value}'."),
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

    private readonly Option<int?> _reportedImages = new("--node-status-max-images")
    {
        Description = "Of how many images the node tells, the largest first, so that pods are placed where theirs is already: 50 by default, -1 for all.",
    };

    private readonly NodeResourceOptions _resources = new();

    private readonly NodeLossOptions _loss = new();

    private readonly SchedulingOptions _scheduling = new();

    private Option[] OfNode => [_labels, _subnets, _pods, _remove, _data, _registryConfig, _imageCollection, _reportedImages, .. _resources.All];

    private IEnumerable<Option> OfControl => [.. _loss.All, .. _scheduling.All];

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withRoles">Whether the silo may do a part of the work only.</param>
    public void AddTo(Command command, bool withRoles)
    {
        _common.AddTo(command);
        foreach (var option in new Option[] { _siloAddress, _siloPort, _clientPort }.Concat(withRoles ? [_roles, _noGateway] : []).Concat(OfNode).Concat(OfControl))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    /// <exception cref="InvalidSettingException">Something is missing or wrong.</exception>
    public ServeSettings Read(ParseResult result)
    {
        var roles = (result.GetResult(_roles) is null ? null : result.GetValue(_roles)) ?? SiloRoles.All;
        var hasGateway = roles.HasFlag(SiloRoles.Control) && !result.GetValue(_noGateway);
        RequireUse(result, roles, hasGateway);
        var address = result.GetValue(_siloAddress)!;
        var common = _common.Read(result, hasGateway, IPAddress.IsLoopback(address) ? null : $"--silo-address {address} can be reached by others");
        return new ServeSettings(common)
        {
            Roles = roles,
            HasGateway = hasGateway,
            SiloAddress = address,
            SiloPort = result.GetValue(_siloPort),
            ClientPort = result.GetValue(_clientPort),
            NodeLabels = NoLabels.AddRange((result.GetValue(_labels) ?? []).Select(Label)),
            PodSubnets = [.. result.GetValue(_subnets) ?? []],
            PodsMax = result.GetValue(_pods),
            Resources = _resources.Read(result),
            ControlPlane = _loss.Read(result) + _scheduling.Read(result),
            RemoveContainersOnExit = result.GetValue(_remove),
            DataFolder = result.GetValue(_data),
            RegistryConfigFile = result.GetValue(_registryConfig),
            ImageCollection = result.GetValue(_imageCollection),
            ReportedImagesMax = result.GetValue(_reportedImages) is var images and not < -1
                ? images
                : throw new InvalidSettingException($"--node-status-max-images must be -1, for all, or more; got {result.GetValue(_reportedImages)}."),
        };
    }

    // What would have no effect is refused rather than passed over.
    private void RequireUse(ParseResult result, SiloRoles roles, bool hasGateway)
    {
        if (!roles.HasFlag(SiloRoles.Control) && result.GetValue(_noGateway))
        {
            throw new InvalidSettingException("--no-gateway has no effect: a silo that is a worker only serves no API anyway.");
        }

        if (!roles.HasFlag(SiloRoles.Worker) && OfNode.FirstOrDefault(option => IsGiven(result, option)) is { } ofNode)
        {
            throw new InvalidSettingException($"{ofNode.Name} is about the pods of this machine, and a silo with --role control runs none; leave it out, or add the role worker.");
        }

        if (!roles.HasFlag(SiloRoles.Control) && OfControl.FirstOrDefault(option => IsGiven(result, option)) is { } ofControl)
        {
            throw new InvalidSettingException($"{ofControl.Name} is about the control plane, which a silo with --role worker does not host; leave it out, or add the role control.");
        }

        if (!hasGateway && _common.OfApi.FirstOrDefault(option => IsGiven(result, option)) is { } ofApi)
        {
            throw new InvalidSettingException($"{ofApi.Name} is about the API, which this silo does not serve; leave it out.");
        }
    }

    private static bool IsGiven(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static SiloRoles? Roles(string text)
    {
        var roles = SiloRoles.None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var role = part switch
            {
                "control" => SiloRoles.Control,
                "worker" => SiloRoles.Worker,
                _ => SiloRoles.None,
            };
            if (role == SiloRoles.None || roles.HasFlag(role))
            {
                return null;
            }

            roles |= role;
        }

        return roles;
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
}
